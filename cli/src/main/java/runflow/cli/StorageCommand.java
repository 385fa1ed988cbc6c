package runflow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the stored files. */
@Command(
    name = "storage",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Move the stored files between a folder and a bucket.",
    synopsisSubcommandLabel = "COMMAND")
final class StorageCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing, e.g. ./runflow storage copy --help");
  }
}
