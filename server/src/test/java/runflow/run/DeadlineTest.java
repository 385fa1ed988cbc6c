package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.money.Money;
import runflow.provider.ProviderResult;
import runflow.testing.CallbackReceiver;
import runflow.testing.Gate;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class DeadlineTest {
  private static final String MODEL = "google/veo3.1";
  private static final String LIVE = "{\"input\": {\"prompt\": \"x\"}, \"deadline_seconds\": 2}";

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

  @Test
  void aRunOverItsDeadlineFailsForFreeAndIsCalledBack() throws Exception {
    Money before = server.available();
    try (var receiver = CallbackReceiver.answering(200)) {
      JsonNode run =
          server.createAndFinish(
              MODEL,
              """
              {"input": {"prompt": "x"}, "deadline_seconds": 1, "callback_url": "%s",
               "metadata": {"sandbox": {"delay_ms": 3600000}}}
              """
                  .formatted(receiver.url()));

      assertThat(run.path("status_code").stringValue()).isEqualTo("failed");
      assertThat(run.path("failure_code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
      assertThat(run.path("failure_stage_code").stringValue()).isEqualTo("execution");
      assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
      assertThat(run.path("duration_ms").longValue()).isBetween(1000L, 30_000L);
      assertThat(server.available()).isEqualTo(before);
      JsonNode callback = Json.tree(receiver.take().body());
      assertThat(callback.path("event").stringValue()).isEqualTo("run.failed");
      assertThat(callback.path("error").path("code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
    }
  }

  @Test
  void theJobOfARunOverItsDeadlineIsStoppedAtItsProvider() throws Exception {
    var cancelled = new CountDownLatch(1);
    VERTEX.onCancel(
        () -> {
          cancelled.countDown();
          return false;
        });
    Money before = live();
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("failure_code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(live()).as("free, whatever the provider confirms").isEqualTo(before);
  }

  @Test
  void aRunThatWaitsForItsProviderUntilTheDeadlineIsNotSentAgain() throws Exception {
    VERTEX.onSubmit(new ProviderResult.Retryable(Duration.ofMillis(2100), "busy"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("failure_code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(run.path("failure_stage_code").stringValue()).isEqualTo("dispatch");
    assertThat(VERTEX.submits()).isEqualTo(1);
  }

  @Test
  void whatTheProviderTakesTooLateIsCancelledAndChangesNothing() throws Exception {
    Gate gate = VERTEX.holdSubmit();
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    gate.awaitArrival();
    JsonNode failed = server.end(id);
    VERTEX.onSubmit(ScriptedProvider.video("too late"));
    gate.open();

    // Another run passes through the same lane after it.
    VERTEX.onSubmit(ScriptedProvider.video("in time"));
    server.end(server.begin(server.liveKey(), MODEL, "{\"input\": {\"prompt\": \"x\"}}"));
    JsonNode run = server.send("GET", "/v1/runs/" + id, server.liveKey(), null, Map.of()).json();
    assertThat(failed.path("failure_code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(run).isEqualTo(failed);
    assertThat(ledger(id)).isEqualTo("reserve,release");
  }

  private static Money live() throws Exception {
    var balance = server.send("GET", "/v1/billing/balance", server.liveKey(), null, Map.of());
    return Money.dollars(balance.json().path("available").stringValue());
  }

  private static String ledger(String run) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery(
                        "select string_agg(kind, ',' order by id) from ledger_entry where run_id = cast(:run as uuid)")
                    .bind("run", run)
                    .mapTo(String.class)
                    .one());
  }
}
