package runflow.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runflow.client.OutputFile;
import runflow.client.Quote;
import runflow.client.Run;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;

/** Makes one run, waits for it and saves its video. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Run a model, watch it, and save the video.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow run google/veo3.1 --prompt 'A fox in the snow' --set duration=4s",
      "  ./runflow run google/veo3.1/fast/image-to-video --prompt 'She looks up' --image nave.jpg",
      "  ./runflow run google/veo3.1 --prompt 'A fox' --set resolution=4k --dry-run",
      "  ./runflow run google/veo3.1 --prompt 'A fox' --live --no-wait",
      "  ./runflow run google/veo3.1 --prompt 'A fox' --live --logs",
    })
final class RunCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "MODEL", description = "e.g. google/veo3.1; see ./runflow models")
  private String model = "";

  @Option(
      names = {"-p", "--prompt"},
      paramLabel = "TEXT",
      description = "what the video shows")
  private Optional<String> prompt = Optional.empty();

  @Option(
      names = {"-s", "--set"},
      paramLabel = "NAME=VALUE",
      description = "any other input of the model, e.g. --set duration=4s; may be repeated")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = {"-i", "--image"},
      paramLabel = "URL|FILE",
      description = "the image to animate: an address, or a JPEG, PNG or WebP file")
  private Optional<String> image = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where the video goes; default: a name made of model and run, here")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "wait and save the video (the default), or only start the run")
  private boolean wait = true;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description = "longest wait; the run goes on after it (default: ${DEFAULT-VALUE})")
  private int timeout = 1800;

  @Option(names = "--dry-run", description = "check and price the run without making it")
  private boolean dryRun = false;

  @Option(names = "--callback-url", paramLabel = "URL", description = "called when the run is done")
  private Optional<String> callbackUrl = Optional.empty();

  @Option(names = "--live", description = "spend live money on a real provider")
  private boolean live = false;

  @Option(names = "--logs", description = "print the run's log when it has ended")
  private boolean logs = false;

  RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (timeout < 1) {
      throw new CommandException(ExitCode.USAGE, "--timeout must be 1 or more, but was " + timeout);
    }
    if (logs && (dryRun || !wait)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--logs prints what a run has logged when it ends: leave out "
              + (dryRun ? "--dry-run" : "--no-wait"));
    }
    output.ifPresent(OutputFolder::requireFor);
    try (var client = new RunflowClient(server.connection(session).caller(live))) {
      Map<String, ?> input = new RunInput(client.model(model)).of(prompt, image, values);
      RunOptions more =
          callbackUrl.map(RunOptions.none()::withCallbackUrl).orElseGet(RunOptions::none);
      if (dryRun) {
        show(client.dryRun(model, input, more));
        return ExitCode.DONE;
      }
      Run run = client.createRun(model, input, more);
      session.terminal().say("run %s%s".formatted(run.id(), price(run)));
      return wait ? watch(client, run) : ExitCode.DONE;
    }
  }

  private void show(Quote quote) {
    session
        .terminal()
        .say(
            "%s would cost %s on %s; nothing was run"
                .formatted(
                    model, Shown.dollars(quote.cost()), quote.provider().orElse("no provider")));
    if (quote.routes().stream().anyMatch(route -> route.reason().isPresent())) {
      quote.routes().forEach(route -> session.terminal().say("  " + Shown.route(route)));
    }
  }

  private int watch(RunflowClient client, Run started) {
    var board = new ProgressBoard(session.terminal(), List.of(model));
    Run run =
        client.waitFor(started.id(), Duration.ofSeconds(timeout), seen -> board.show(0, seen));
    if (logs) {
      client.logs(run.id()).forEach(line -> session.terminal().say("  " + Shown.logLine(line)));
    }
    if (!run.succeeded()) {
      session.terminal().complain("error: " + ending(run));
      return ExitCode.FAILED;
    }
    save(client, run);
    return ExitCode.DONE;
  }

  private static String ending(Run run) {
    String reason = run.failureMessage().map(why -> ": " + why).orElse("");
    boolean free = run.cost().filter(cost -> cost.signum() > 0).isEmpty();
    return "run %s ended as %s%s%s"
        .formatted(run.id(), run.statusCode(), reason, free ? " (it cost nothing)" : price(run));
  }

  private void save(RunflowClient client, Run run) {
    List<OutputFile> files = run.output().map(made -> made.outputs()).orElse(List.of());
    if (files.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED, "run %s succeeded without a file".formatted(run.id()));
    }
    OutputFile file = files.getFirst();
    Path target = output.orElseGet(() -> Path.of(defaultName(run)));
    client.download(file, target);
    session.terminal().say("saved %s  (%s)%s".formatted(target, Shown.file(file), price(run)));
  }

  private String defaultName(Run run) {
    return "%s-%s.mp4"
        .formatted(
            model.replaceAll("[^A-Za-z0-9.]+", "-"), run.id().replaceAll("[^A-Za-z0-9]+", ""));
  }

  private static String price(Run run) {
    return run.cost().map(cost -> "  " + Shown.dollars(cost)).orElse("");
  }
}
