package runflow.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runflow.config.ConfigException;
import runflow.config.ConfigLoader;

/** Prints what the server would be started with. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Print the configuration in force and where each value comes from; secrets are masked.",
      "Values come from flags, RUNFLOW_* variables, runflow.yaml in the data folder and defaults,"
          + " in this order."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./runflow config", "  RUNFLOW_PORT=9000 ./runflow config --data ./data"})
final class ConfigCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--data", paramLabel = "DIR", description = "the server's data folder")
  private Optional<Path> data = Optional.empty();

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, String> flags = new HashMap<>();
    data.ifPresent(folder -> flags.put("data", folder.toString()));
    try {
      ConfigLoader.explain(flags).forEach(session.terminal()::say);
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    return ExitCode.DONE;
  }
}
