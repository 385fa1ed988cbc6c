package runflow.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runflow.client.Batch;
import runflow.client.BatchOrder;
import runflow.client.OutputFile;
import runflow.client.Run;
import runflow.client.RunflowClient;

/** Runs a model once for each line of a file, as one batch. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Run a model once for each line of a file, all or none of it.",
      "A line is the model's input as JSON, e.g. {\"prompt\": \"A fox\", \"client_ref\": \"fox-1\"}",
      "or {\"input\": {\"prompt\": \"A fox\"}, \"client_ref\": \"fox-1\", \"metadata\": {}}.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow batch google/veo3.1 --file prompts.jsonl",
      "  ./runflow batch google/veo3.1 --file prompts.jsonl --no-wait",
    })
final class BatchCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "MODEL", description = "e.g. google/veo3.1; see ./runflow models")
  private String model = "";

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "one JSON object on each line, 1 to 100 of them")
  private Path file = Path.of("");

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "wait and print a table of the runs (the default), or only start the batch")
  private boolean wait = true;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "7200",
      description = "longest wait; the batch goes on after it (default: ${DEFAULT-VALUE})")
  private int timeout = 7200;

  @Option(
      names = "--callback-url",
      paramLabel = "URL",
      description = "called when the whole batch is done")
  private Optional<String> callbackUrl = Optional.empty();

  @Option(names = "--live", description = "spend live money on a real provider")
  private boolean live = false;

  BatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (timeout < 1) {
      throw new CommandException(ExitCode.USAGE, "--timeout must be 1 or more, but was " + timeout);
    }
    var order = new BatchOrder(BatchFile.read(file), callbackUrl);
    try (var client = new RunflowClient(server.connection(session).caller(live))) {
      Batch batch = client.createBatch(model, order);
      session
          .terminal()
          .say("batch %s  %d runs%s".formatted(batch.id(), batch.itemsTotal(), price(batch)));
      return wait ? watch(client, batch) : ExitCode.DONE;
    }
  }

  private int watch(RunflowClient client, Batch started) {
    var steps = new Steps();
    Batch batch = client.waitForBatch(started.id(), Duration.ofSeconds(timeout), steps::show);
    List<Run> runs = client.batchRuns(batch.id());
    int width = runs.stream().mapToInt(run -> name(run).length()).max().orElse(0);
    for (int i = 0; i < runs.size(); i++) {
      session.terminal().say(row(i, width, runs.get(i)));
    }
    session.terminal().say("%s%s".formatted(summary(batch), price(batch)));
    return batch.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Says how far the batch is whenever it has come further. */
  private final class Steps {
    private String last = "";

    void show(Batch batch) {
      String step = summary(batch);
      if (!batch.terminal() && !step.equals(last)) {
        session.terminal().say(step);
        last = step;
      }
    }
  }

  private static String summary(Batch batch) {
    return "%s: %d of %d succeeded, %d failed, %d cancelled"
        .formatted(
            batch.statusCode(),
            batch.itemsSucceeded(),
            batch.itemsTotal(),
            batch.itemsFailed(),
            batch.itemsCancelled());
  }

  private static String row(int index, int width, Run run) {
    String cost = run.cost().map(Shown::dollars).orElse("");
    return ("%3d  %-" + Math.max(1, width) + "s  %-9s  %8s  %s")
        .formatted(index, name(run), run.statusCode(), cost, result(run))
        .stripTrailing();
  }

  /** What its caller calls a run. */
  private static String name(Run run) {
    return run.clientRef().orElse(run.id());
  }

  private static String result(Run run) {
    List<OutputFile> files = run.output().map(made -> made.outputs()).orElse(List.of());
    return files.isEmpty() ? run.failureMessage().orElse("") : files.getFirst().url().toString();
  }

  private static String price(Batch batch) {
    return batch.cost().map(cost -> "  " + Shown.dollars(cost)).orElse("");
  }
}
