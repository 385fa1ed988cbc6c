package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.money.Money;
import runflow.provider.ProviderResult;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Gate;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class CancelRunTest {
  private static final String MODEL = "google/veo3.1";
  private static final String LIVE = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";
  private static final String DELAYED =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}";

  private static final ScriptedProvider VERTEX = ScriptedProvider.named("vertex");
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().live("vertex", VERTEX));
    server.addLiveCredit("100");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void forgetScript() {
    VERTEX.reset();
  }

  /** Was once taken for a duplicate of the cancellation, which the state had overtaken. */
  @Test
  void anEndingThatSharesItsTransactionWithALateCancellationHolds() throws Exception {
    String other = server.begin(server.liveKey(), MODEL, LIVE);
    VERTEX.awaitSubmission();
    awaitState(other, "running");
    VERTEX.onSubmit(
        new ProviderResult.Retryable(Duration.ofMillis(600), "busy"),
        new ProviderResult.Rejected(runflow.error.FailureCode.CONTENT_BLOCKED, "no"));
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    VERTEX.awaitSubmission();
    awaitState(id, "queued");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> cancels = new ArrayList<>();
      server
          .db()
          .useTx(
              tx -> {
                tx.sql().execute("select * from balance for update");
                cancels.add(callers.submit(() -> cancel(server.liveKey(), other)));
                awaitBatchThatWaits();
                cancels.add(callers.submit(() -> cancel(server.liveKey(), id)));
                awaitSecondSubmission();
              });
      for (Future<Answer> cancel : cancels) {
        assertThat(cancel.get().status()).isIn(200, 201);
      }
    }
    assertThat(server.end(id).path("terminal").booleanValue()).isTrue();
  }

  /** Once a batch waits for the account, what comes after it shares the next one. */
  private static void awaitBatchThatWaits() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server
            .db()
            .<Long>query(
                sql ->
                    sql.createQuery(
                            """
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """)
                        .mapTo(Long.class)
                        .one())
        == 0) {
      assertThat(System.nanoTime()).as("a batch waits for the account").isLessThan(end);
    }
  }

  private static void awaitSecondSubmission() {
    try {
      VERTEX.awaitSubmission();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aQueuedRunIsNeverHandedOver() throws Exception {
    VERTEX.onSubmit(new ProviderResult.Retryable(Duration.ofMinutes(10), "busy"));
    Gate gate = VERTEX.holdSubmit();
    // Of a model whose route may rest until the other tests have ended.
    String id = server.begin(server.liveKey(), "google/veo3.1/lite", LIVE);
    gate.awaitArrival();
    gate.open();
    awaitState(id, "queued");

    Answer cancelled = cancel(server.liveKey(), id);

    assertThat(cancelled.status()).isEqualTo(201);
    assertThat(cancelled.json().path("status_code").stringValue()).isEqualTo("canceled");
    assertThat(VERTEX.submits()).isEqualTo(1);
    assertThat(VERTEX.cancels()).isZero();
  }

  @Test
  void aDelayedSandboxRunIsCancelledForFreeAndCalledBack() throws Exception {
    Money before = server.available();
    try (var receiver = CallbackReceiver.answering(200)) {
      String id =
          server.begin(
              server.testKey(),
              MODEL,
              DELAYED.replace(
                  "\"metadata\"", "\"callback_url\": \"" + receiver.url() + "\", \"metadata\""));
      Answer cancelled = cancel(server.testKey(), id);

      assertThat(cancelled.status()).isEqualTo(201);
      assertThat(cancelled.json().path("status_code").stringValue()).isEqualTo("canceled");
      assertThat(cancelled.json().path("terminal").booleanValue()).isTrue();
      assertThat(cancelled.json().path("cost").stringValue()).isEqualTo("0.00");
      assertThat(server.available()).isEqualTo(before);
      JsonNode callback = Json.tree(receiver.take().body());
      assertThat(callback.path("event").stringValue()).isEqualTo("run.cancelled");
      assertThat(callback.path("status").stringValue()).isEqualTo("cancelled");
      assertThat(callback.path("output").isNull()).isTrue();
      assertThat(callback.has("error")).isFalse();
    }
  }

  @Test
  void aConfirmedCancellationAtAHostedProviderReleasesTheMoney() throws Exception {
    Money before = live();
    String id = running();
    Answer cancelled = cancel(server.liveKey(), id);

    assertThat(cancelled.status()).isEqualTo(201);
    assertThat(cancelled.json().path("cost").stringValue()).isEqualTo("0.00");
    assertThat(cancelled.json().path("failure_message").isNull()).isTrue();
    assertThat(VERTEX.cancels()).isEqualTo(1);
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void anUnconfirmedCancellationIsBilledAndTheRecordSaysWhy() throws Exception {
    Money before = live();
    VERTEX.onCancel(() -> false);
    String id = running();
    cancel(server.liveKey(), id);

    JsonNode run = read(id);
    assertThat(run.path("status_code").stringValue()).isEqualTo("canceled");
    assertThat(run.path("cost").stringValue()).isEqualTo("1.60");
    assertThat(run.path("failure_message").stringValue()).contains("vertex", "did not confirm");
    assertThat(live()).isEqualTo(before.minus(Money.dollars("1.60")));
  }

  @Test
  void aFinishedRunIsAnsweredUnchanged() throws Exception {
    VERTEX.onPoll(ScriptedProvider.video("v"));
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    JsonNode finished = server.end(id);
    Answer cancelled = cancel(server.liveKey(), id);

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(cancelled.json().path("completed_at")).isEqualTo(finished.path("completed_at"));
  }

  @Test
  void ofManyCancellationsAtOnceOneEndsTheRun() throws Exception {
    String id = running();
    var start = new CountDownLatch(1);
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return cancel(server.liveKey(), id);
                }));
      }
      start.countDown();
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
  }

  /** The second caller's "not confirmed" is about a job that the first has stopped already. */
  @Test
  void aSecondCancellationDoesNotBillWhatTheFirstGotForFree() throws Exception {
    var second = new CountDownLatch(1);
    VERTEX.onCancel(
        () -> {
          second.await(1, TimeUnit.SECONDS);
          return true;
        });
    VERTEX.onCancel(
        () -> {
          second.countDown();
          return false;
        });
    String id = running();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> one = threads.submit(() -> cancel(server.liveKey(), id));
      Future<Answer> other = threads.submit(() -> cancel(server.liveKey(), id));
      one.get();
      other.get();
    }

    assertThat(read(id).path("cost").stringValue()).isEqualTo("0.00");
    assertThat(VERTEX.cancels()).isEqualTo(1);
  }

  /** A provider that stops a job tells so in its next poll, before our own cancellation is done. */
  @Test
  void aPollDuringTheCancellationDoesNotMakeItAFailure() throws Exception {
    var polled = new CountDownLatch(1);
    String id = running();
    VERTEX.onCancel(
        () -> {
          int before = VERTEX.polls();
          VERTEX.onPoll(new ProviderResult.Lost("the job was cancelled"));
          polled.await(500, TimeUnit.MILLISECONDS);
          assertThat(VERTEX.polls()).as("polls during the cancellation").isEqualTo(before);
          return true;
        });
    Answer cancelled = cancel(server.liveKey(), id);

    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(201);
    assertThat(cancelled.json().path("status_code").stringValue()).isEqualTo("canceled");
  }

  @Test
  void aRunThatIsBeingHandedOverIsCancelledAsSoonAsItIsTaken() throws Exception {
    Money before = live();
    Gate gate = VERTEX.holdSubmit();
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    gate.awaitArrival();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> cancelled = threads.submit(() -> cancel(server.liveKey(), id));
      gate.open();

      assertThat(cancelled.get().status()).isEqualTo(201);
    }
    assertThat(read(id).path("status_code").stringValue()).isEqualTo("canceled");
    assertThat(VERTEX.cancels()).isEqualTo(1);
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void theOperatorCancelsRunsOfEitherMode() throws Exception {
    String test = server.begin(server.testKey(), MODEL, DELAYED);
    String live = running();
    for (String id : List.of(test, live)) {
      String path = "/v1/admin/runs/" + id + "/cancellation";
      assertThat(server.send("POST", path, server.testKey(), null, Map.of()).status())
          .isEqualTo(403);
      assertThat(server.send("POST", path, server.serviceKey(), null, Map.of()).status())
          .isEqualTo(201);
      assertThat(server.send("POST", path, server.serviceKey(), null, Map.of()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void aForeignRunIsNotFound() throws Exception {
    String id = server.begin(server.testKey(), MODEL, DELAYED);

    assertThat(cancel(server.strangerKey(), id).status()).isEqualTo(404);
    assertThat(cancel(server.liveKey(), id).status()).isEqualTo(404);
    assertThat(cancel(server.testKey(), "not-an-id").status()).isEqualTo(404);
    assertThat(cancel(server.testKey(), id).status()).isEqualTo(201);
  }

  @Test
  void aRenderIsStoppedWithinASecondAndLeavesNothingBehind() throws Exception {
    String id =
        server.begin(
            server.testKey(),
            MODEL,
            "{\"input\": {\"prompt\": \"a lake\", \"resolution\": \"4k\", \"seed\": 5}}");
    ProcessHandle ffmpeg = awaitFfmpeg();
    long start = System.nanoTime();
    assertThat(cancel(server.testKey(), id).status()).isEqualTo(201);
    ffmpeg.onExit().get(60, TimeUnit.SECONDS);
    // One second on an idle machine; the rest is for a busy one, which would draw for minutes.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    // A further render waits for the lane's one slot, so the first has cleaned up when it ends.
    server.createAndFinish(
        MODEL,
        "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\", \"delay_ms\": 1}}}");
    try (var left = Files.list(server.data().resolve("scratch").resolve("renders"))) {
      assertThat(left).isEmpty();
    }
  }

  private static String running() throws Exception {
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    VERTEX.awaitSubmission();
    awaitState(id, "running");
    return id;
  }

  /** Reads until the state is there; each read is a round trip, so nothing spins. */
  private static void awaitState(String id, String state) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!read(id).path("status_code").stringValue().equals(state)) {
      assertThat(System.nanoTime()).as("the run became " + state).isLessThan(end);
    }
  }

  private static ProcessHandle awaitFfmpeg() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      var child =
          ProcessHandle.current()
              .descendants()
              .filter(p -> p.info().command().filter(c -> c.contains("ffmpeg")).isPresent())
              .findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no ffmpeg was started within 60 s");
  }

  private static Answer cancel(String key, String id) throws Exception {
    return server.send("POST", "/v1/runs/" + id + "/cancellation", key, null, Map.of());
  }

  private static JsonNode read(String id) throws Exception {
    return server.send("GET", "/v1/runs/" + id, server.liveKey(), null, Map.of()).json();
  }

  private static Money live() throws Exception {
    Answer balance = server.send("GET", "/v1/billing/balance", server.liveKey(), null, Map.of());
    return Money.dollars(balance.json().path("available").stringValue());
  }
}
