package runflow.cli;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import runflow.client.Callback;
import runflow.client.CallbackRefusedException;
import runflow.client.CallbackSecret;
import runflow.client.CallbackVerifier;
import runflow.client.OutputFile;
import runflow.client.Run;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;

/**
 * Takes a server through everything that an application does with it, over HTTP: two runs with
 * signed callbacks, their videos and their bill. Knows the client only.
 */
final class Demo {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(20);
  private static final Duration LONGEST_CALLBACK = Duration.ofSeconds(30);

  private final Terminal terminal;
  private final RunflowClient client;
  private final CallbackReceiver receiver;
  private final Path folder;
  private final Checks checks;

  Demo(Terminal terminal, RunflowClient client, CallbackReceiver receiver, Path folder) {
    this.terminal = terminal;
    this.client = client;
    this.receiver = receiver;
    this.folder = folder;
    this.checks = new Checks(terminal);
  }

  /** Runs it all and returns how many checks failed. */
  int run(Optional<String> resolution) throws InterruptedException {
    BigDecimal before = client.balance().available();
    terminal.say("  balance    %s of play money".formatted(Shown.dollars(before)));
    CallbackSecret secret = client.createCallbackSecret("demo");
    var verifier = CallbackVerifier.of(secret.plainSecret().orElse(""));
    terminal.say("  callbacks  %s, signed".formatted(receiver.url()));
    terminal.say("");

    List<Run> done = watch(start(resolution));

    terminal.say("");
    done.forEach(this::checkEnd);
    checkCallbacks(done, verifier);
    for (int i = 0; i < done.size(); i++) {
      save(done.get(i), folder.resolve(DemoClip.ALL.get(i).fileName()));
    }
    checkBill(before, done);
    client.deleteCallbackSecret(secret.id());
    return checks.failed();
  }

  private List<Run> start(Optional<String> resolution) {
    List<Run> runs = new ArrayList<>();
    for (DemoClip clip : DemoClip.ALL) {
      Map<String, Object> input = clip.input(client.model(clip.model()), resolution);
      Run run =
          client.createRun(clip.model(), input, RunOptions.none().withCallbackUrl(receiver.url()));
      runs.add(run);
      terminal.say("POST /v1/models/%s/runs".formatted(clip.model()));
      terminal.say(
          "  run %s  %s".formatted(run.id(), run.cost().map(Shown::dollars).orElse("no price")));
    }
    if (resolution.isEmpty()) {
      terminal.say("");
      terminal.say(
          "The first is 8 seconds of 4K with sound, as its page asks for: this takes a minute or"
              + " two.");
      terminal.say("(--resolution 720p is quicker.)");
    }
    terminal.say("");
    return runs;
  }

  /** Follows every run on a thread of its own, so that both bars move. */
  private List<Run> watch(List<Run> runs) throws InterruptedException {
    var board = new ProgressBoard(terminal, runs.stream().map(Run::model).toList());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Run>> waits = new ArrayList<>();
      for (int i = 0; i < runs.size(); i++) {
        int row = i;
        waits.add(
            threads.submit(
                () ->
                    client.waitFor(
                        runs.get(row).id(), LONGEST_RUN, seen -> board.show(row, seen))));
      }
      List<Run> done = new ArrayList<>();
      for (Future<Run> wait : waits) {
        done.add(wait.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a wait ended unexpectedly", e.getCause());
    }
  }

  private void checkEnd(Run run) {
    String seconds =
        run.durationMs()
            .map(ms -> String.format(Locale.ROOT, " after %.1f s", ms / 1e3))
            .orElse("");
    checks.that(
        run.succeeded(),
        "%s %s%s%s"
            .formatted(
                run.model(),
                run.statusCode(),
                seconds,
                run.failureMessage().map(why -> ": " + why).orElse("")));
  }

  private void checkCallbacks(List<Run> runs, CallbackVerifier verifier)
      throws InterruptedException {
    Set<String> open = new HashSet<>(runs.stream().map(Run::id).toList());
    while (!open.isEmpty()) {
      Optional<CallbackReceiver.Received> received = receiver.next(LONGEST_CALLBACK);
      if (received.isEmpty()) {
        checks.that(false, "no callback came for " + String.join(", ", open));
        return;
      }
      verified(received.get(), verifier).ifPresent(callback -> note(callback, open));
    }
  }

  private Optional<Callback> verified(
      CallbackReceiver.Received received, CallbackVerifier verifier) {
    try {
      return Optional.of(verifier.verify(received.headers()::getFirst, received.body()));
    } catch (CallbackRefusedException e) {
      checks.that(false, "callback: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void note(Callback callback, Set<String> open) {
    if (open.remove(callback.runId())) {
      checks.that(
          callback.event().equals("run.completed") && callback.output().isPresent(),
          "callback %s of run %s, both signatures hold"
              .formatted(callback.event(), callback.runId()));
    }
  }

  private void save(Run run, Path target) {
    Optional<OutputFile> file =
        run.output().stream().flatMap(o -> o.outputs().stream()).findFirst();
    if (file.isEmpty()) {
      checks.that(false, "%s made no file".formatted(run.model()));
      return;
    }
    client.download(file.get(), target);
    checks.that(isMp4(target), "saved %s  (%s)".formatted(target, Shown.file(file.get())));
  }

  private static boolean isMp4(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(8);
      return head.length == 8
          && Arrays.equals(head, 4, head.length, "ftyp".getBytes(StandardCharsets.US_ASCII), 0, 4);
    } catch (IOException e) {
      return false;
    }
  }

  private void checkBill(BigDecimal before, List<Run> runs) {
    BigDecimal billed =
        runs.stream().flatMap(run -> run.cost().stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal after = client.balance().available();
    checks.that(
        before.subtract(billed).compareTo(after) == 0,
        "billed %s: balance %s before, %s after"
            .formatted(Shown.dollars(billed), Shown.dollars(before), Shown.dollars(after)));
  }
}
