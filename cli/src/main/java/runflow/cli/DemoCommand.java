package runflow.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runflow.client.RunflowClient;

/** Starts a server of its own, takes it through the demo, and leaves only the videos behind. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Start a throwaway server, make the two documented videos with signed callbacks, check the"
          + " bill, and save the videos.",
      "Everything that was started is stopped and deleted at the end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow demo",
      "  ./runflow demo --output /tmp/videos --resolution 720p",
    })
final class DemoCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "where the videos go; default: here")
  private Path output = Path.of("");

  @Option(
      names = "--resolution",
      paramLabel = "R",
      description = "720p, 1080p or 4k for both; default: as each example says")
  private Optional<String> resolution = Optional.empty();

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    OutputFolder.require(output);
    Terminal terminal = session.terminal();
    terminal.say("Runflow demo");
    int failed;
    try (var server = ThrowawayServer.start(session.environment());
        var receiver = CallbackReceiver.start();
        var client = new RunflowClient(server.client())) {
      terminal.say("  server     %s, for this demo only".formatted(server.baseUrl()));
      failed = new Demo(terminal, client, receiver, output).run(resolution);
    }
    terminal.say("  stopped    the server is gone, and its data with it");
    terminal.say("");
    if (failed > 0) {
      terminal.complain(
          "error: %d of the demo's checks failed; see FAILED above".formatted(failed));
      return ExitCode.FAILED;
    }
    terminal.say("Where next:");
    terminal.say("  ./runflow serve          a server that stays: your keys, and a cURL to paste");
    terminal.say("  ./runflow models         what it can run, with prices");
    terminal.say("  ./runflow run --help     your own prompt");
    return ExitCode.DONE;
  }
}
