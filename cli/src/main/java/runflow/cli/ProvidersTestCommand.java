package runflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runflow.LiveProviders;
import runflow.config.Config;
import runflow.db.Trees;
import runflow.provider.Provider;
import runflow.provider.ProviderCall;

/**
 * Tries the credentials of one provider, without a server: an operator wants to know before the
 * start whether they are good.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Try a provider's credentials with a free call; no video is made, and no server is needed.",
      "The settings are those that ./runflow serve would start with: RUNFLOW_* variables and"
          + " runflow.yaml in the data folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  FAL_KEY=... ./runflow providers test fal",
      "  ./runflow providers test vertex --data ./data",
    })
final class ProvidersTestCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NAME",
      description = "as routes call it: vertex, gemini, interactions, fal, replicate or your own")
  private String name = "";

  @Option(names = "--data", paramLabel = "DIR", description = "the server's data folder")
  private Optional<String> data = Optional.empty();

  ProvidersTestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> flags = new HashMap<>();
    data.ifPresent(folder -> flags.put("data", folder));
    Config config = Settings.load(flags, session.environment());
    // Not the data folder: a server may be at work there, with unfinished files of its own.
    Path scratch = Files.createTempDirectory("runflow-providers-");
    try (LiveProviders providers = open(config, scratch)) {
      return test(provider(providers.byName()));
    } finally {
      Trees.delete(scratch);
    }
  }

  private static LiveProviders open(Config config, Path scratch) throws IOException {
    try {
      return LiveProviders.open(config, scratch, InstantSource.system());
    } catch (RuntimeException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Provider provider(Map<String, Provider> configured) {
    Provider provider = configured.get(name);
    if (provider == null) {
      String others =
          configured.isEmpty()
              ? "nothing is"
              : String.join(", ", new TreeSet<>(configured.keySet()));
      throw new CommandException(
          ExitCode.USAGE,
          "provider `%s` is not configured: set %s (configured: %s)"
              .formatted(name, ProviderSettings.of(name), others));
    }
    return provider;
  }

  private int test(Provider provider) throws InterruptedException {
    Terminal terminal = session.terminal();
    List<ProviderCall> calls = new CopyOnWriteArrayList<>();
    Optional<String> trouble =
        provider.verify(
            call -> {
              calls.add(call);
              terminal.say(line(call));
            });
    if (trouble.isPresent()) {
      terminal.complain("error: " + trouble.get());
      terminal.complain("its settings: " + ProviderSettings.of(name));
      return ExitCode.FAILED;
    }
    terminal.say(
        calls.isEmpty()
            ? "nothing was asked: the file of `%s` has no `verify`, a free call that tells"
                .formatted(name)
            : "the credentials of `%s` are good".formatted(name));
    return ExitCode.DONE;
  }

  private static String line(ProviderCall call) {
    String status =
        call.status().isPresent() ? String.valueOf(call.status().getAsInt()) : "no answer";
    return "  %s %s  %s  %d ms"
        .formatted(call.method(), call.path(), status, call.took().toMillis());
  }
}
