package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.error.FailureCode;
import runflow.money.Money;
import runflow.provider.ProviderResult;
import runflow.testing.Answer;
import runflow.testing.Gate;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class AmbiguousSubmitTest {
  private static final String MODEL = "google/veo3.1";
  private static final String LIVE = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";

  private static final ScriptedProvider VERTEX = ScriptedProvider.named("vertex");
  private static final TestServer.Options OPTIONS =
      TestServer.Options.standard().live("vertex", VERTEX).with("runs.drain", "100ms");
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(OPTIONS);
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
  void aHostedSubmissionWithoutAnAnswerIsNotSentAgain() throws Exception {
    Money before = live();
    Gate gate = VERTEX.holdSubmit();
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    gate.awaitArrival();
    server.stop();
    server.startAgain(OPTIONS);

    JsonNode run = server.end(id);
    assertThat(run.path("failure_code").stringValue()).isEqualTo("PROVIDER_LOST");
    assertThat(run.path("failure_stage_code").stringValue()).isEqualTo("dispatch");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(VERTEX.submits()).isEqualTo(1);
    assertThat(live()).isEqualTo(before);
  }

  @Test
  void aSandboxSubmissionWithoutAnAnswerIsRepeatedAndBilledOnce() throws Exception {
    server.keepClip("1280x720-4s-sound");
    Money before = server.available();
    String id =
        server.begin(
            server.testKey(),
            MODEL,
            """
            {"input": {"prompt": "x", "duration": "4s"},
             "metadata": {"sandbox": {"instant": true, "delay_ms": 3600000}}}
            """);
    awaitState(server.testKey(), id, "running");
    server.stop();
    // As a crash leaves it between the record of the submission and its answer.
    server
        .db()
        .useTx(
            tx -> {
              tx.sql()
                  .execute(
                      "update run set state = 'dispatching', provider_ref = null, progress = null where id = cast(? as uuid)",
                      id);
              tx.sql().execute("update job_render set execution_time = now()");
            });
    server.startAgain(OPTIONS);

    JsonNode run = server.end(id);
    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(server.available()).isEqualTo(before.minus(Money.dollars("1.60")));
  }

  @Test
  void aBusyProviderGetsTheRunLater() throws Exception {
    VERTEX.onSubmit(ScriptedProvider.retryable(), ScriptedProvider.retryable());
    VERTEX.onPoll(ScriptedProvider.video("v"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(VERTEX.submits()).isEqualTo(3);
  }

  @Test
  void aPollWithoutAnAnswerIsNoVerdict() throws Exception {
    VERTEX.onPoll(
        ScriptedProvider.retryable(),
        ScriptedProvider.running(250),
        ScriptedProvider.retryable(),
        ScriptedProvider.video("v"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(VERTEX.submits()).isEqualTo(1);
  }

  @Test
  void aLostJobFailsAsLost() throws Exception {
    VERTEX.onPoll(new ProviderResult.Lost("the job is gone"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("failure_code").stringValue()).isEqualTo("PROVIDER_LOST");
    assertThat(run.path("failure_stage_code").stringValue()).isEqualTo("execution");
  }

  @Test
  void aRejectedJobFailsWithTheProvidersReason() throws Exception {
    VERTEX.onPoll(new ProviderResult.Rejected(FailureCode.CONTENT_BLOCKED, "not allowed"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("failure_code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(run.path("failure_message").stringValue()).isEqualTo("not allowed");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
  }

  @Test
  void anOutputThatCannotBeStoredIsTriedAgain() throws Exception {
    VERTEX.onPoll(ScriptedProvider.brokenVideo(), ScriptedProvider.video("v"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(run.path("cost").stringValue()).isEqualTo("1.60");
  }

  @Test
  void anOutputThatArrivedWithTheSubmissionIsTriedAgainWithoutASecondOne() throws Exception {
    VERTEX.onSubmit(ScriptedProvider.flakyVideo("v"));
    JsonNode run = server.end(server.begin(server.liveKey(), MODEL, LIVE));

    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(VERTEX.submits()).isEqualTo(1);
  }

  @Test
  void aRunningJobOutlivesAStartWithoutItsProvider() throws Exception {
    String id = server.begin(server.liveKey(), MODEL, LIVE);
    awaitState(server.liveKey(), id, "running");
    server.stop();
    server.startAgain(TestServer.Options.standard().with("runs.drain", "100ms"));
    // A run of the same lane that starts later has ended: the first one had its turn.
    server.createAndFinish(
        MODEL,
        "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}");
    assertThat(state(server.liveKey(), id)).isEqualTo("running");
    server.stop();
    VERTEX.onPoll(ScriptedProvider.video("v"));
    server.startAgain(OPTIONS);

    assertThat(server.end(id).path("status_code").stringValue()).isEqualTo("succeeded");
  }

  private static void awaitState(String key, String id, String state) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!state(key, id).equals(state)) {
      assertThat(System.nanoTime()).as("the run became " + state).isLessThan(end);
    }
  }

  private static String state(String key, String id) throws Exception {
    Answer answer = server.send("GET", "/v1/runs/" + id, key, null, Map.of());
    return answer.json().path("status_code").stringValue();
  }

  private static Money live() throws Exception {
    Answer balance = server.send("GET", "/v1/billing/balance", server.liveKey(), null, Map.of());
    return Money.dollars(balance.json().path("available").stringValue());
  }
}
