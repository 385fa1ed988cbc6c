package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.provider.ProviderResult;
import runflow.testing.Answer;
import runflow.testing.Gate;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Which provider a live run goes to, and where it goes when that one does not take it. */
class RoutingTest {
  private static final String MODEL = "google/veo3.1";
  private static final String RUN = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";

  private final ScriptedProvider vertex = ScriptedProvider.named("vertex");
  private final ScriptedProvider fal = ScriptedProvider.named("fal");
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    start(TestServer.Options.standard());
  }

  private void start(TestServer.Options options) throws Exception {
    server = TestServer.start(options.live("vertex", vertex).live("fal", fal));
    server.addLiveCredit("100");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void theFirstRouteThatCanHonourTheInputTakesTheRun() throws Exception {
    fal.onSubmit(ScriptedProvider.video("from fal"));
    vertex.refuse(
        new FieldError(List.of("input", "seed"), "`seed` is more than vertex takes", "range"));

    Answer dry = server.send("POST", path() + "?dry_run=true", server.liveKey(), RUN, Map.of());
    JsonNode run = finished();

    assertThat(run.path("provider").stringValue()).isEqualTo("fal");
    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(dry.json().path("provider").stringValue()).isEqualTo("fal");
    assertThat(states(dry.json())).contains("vertex unsuitable", "fal ready");
    assertThat(dry.json().at("/routes/0/reason").stringValue())
        .isEqualTo("`seed` is more than vertex takes");
    assertThat(vertex.submits()).isZero();
  }

  @Test
  void anInputThatNoRouteCanHonourIsRefusedWithTheReason() throws Exception {
    var problem = new FieldError(List.of("input", "seed"), "`seed` cannot be honoured", "range");
    vertex.refuse(problem);
    fal.refuse(problem);

    Answer refused = server.send("POST", path(), server.liveKey(), RUN, Map.of());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/msg").stringValue())
        .isEqualTo("`seed` cannot be honoured");
  }

  @Test
  void aRunThatItsProviderDidNotTakeGoesToTheNextAndIsBilledOnce() throws Exception {
    vertex.onSubmit(ScriptedProvider.retryable());
    fal.onSubmit(ScriptedProvider.video("from fal"));

    JsonNode run = finished();

    assertThat(run.path("provider").stringValue()).isEqualTo("fal");
    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(run.path("cost").stringValue()).isEqualTo("1.60");
    assertThat(vertex.submits()).isEqualTo(1);
    assertThat(fal.submits()).isEqualTo(1);
    assertThat(log(run)).contains("moved from vertex to fal: busy");
  }

  @Test
  void aRunIsNeverMovedOnceItsSubmissionMayHaveArrived() throws Exception {
    vertex.onSubmit(new ProviderResult.Lost("the connection broke"));

    JsonNode run = finished();

    assertThat(run.path("failure_code").stringValue()).isEqualTo("PROVIDER_LOST");
    assertThat(run.path("provider").stringValue()).isEqualTo("vertex");
    assertThat(fal.submits()).isZero();
  }

  @Test
  void aProviderThatCannotBeUsedIsLeftAloneAndTheModelSaysWhy() throws Exception {
    vertex.onSubmit(new ProviderResult.Unusable("its key is wrong"));
    fal.onSubmit(ScriptedProvider.video("one"), ScriptedProvider.video("two"));

    JsonNode first = finished();
    JsonNode second = finished();
    JsonNode model =
        server.send("GET", "/v1/models/" + MODEL, server.liveKey(), null, Map.of()).json();

    assertThat(first.path("provider").stringValue()).isEqualTo("fal");
    assertThat(second.path("provider").stringValue()).isEqualTo("fal");
    assertThat(vertex.submits()).isEqualTo(1);
    assertThat(states(model)).contains("vertex unusable", "fal ready", "replicate not_configured");
    assertThat(model.at("/routes/0/reason").stringValue()).isEqualTo("its key is wrong");
  }

  @Test
  void withoutAnyUsableProviderTheRunFailsFreeAndNewOnesAreRefused() throws Exception {
    vertex.onSubmit(new ProviderResult.Unusable("its key is wrong"));
    fal.onSubmit(new ProviderResult.Unusable("no credit is left"));

    JsonNode run = finished();
    Answer refused = server.send("POST", path(), server.liveKey(), RUN, Map.of());

    assertThat(run.path("failure_code").stringValue()).isEqualTo("PROVIDER_UNAVAILABLE");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.json().path("code").stringValue()).isEqualTo("MODEL_UNAVAILABLE");
    assertThat(refused.json().path("message").stringValue()).contains("its key is wrong");
  }

  @Test
  void aRejectionIsTheRunsOwnAndLeavesTheRouteGood() throws Exception {
    vertex.onSubmit(new ProviderResult.Rejected(FailureCode.CONTENT_BLOCKED, "violence"));
    vertex.onSubmit(ScriptedProvider.video("fine"));

    JsonNode blocked = finished();
    JsonNode fine = finished();

    assertThat(blocked.path("failure_code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(fine.path("provider").stringValue()).isEqualTo("vertex");
    assertThat(log(blocked))
        .contains(
            "`auto_fix` had no effect: `providers.rewriter` is not configured on this server");
  }

  @Test
  void whatACallerScriptsInTheSandboxLeavesItsRouteGood() throws Exception {
    String fails =
        """
        {"input": {"prompt": "x"}, "metadata": {"sandbox": {"fail": "PROVIDER_UNAVAILABLE"}}}
        """;
    // A route that rested longer after each of them would keep the last waiting for minutes.
    for (int i = 0; i < 12; i++) {
      assertThat(server.createAndFinish(MODEL, fails).path("failure_code").stringValue())
          .isEqualTo("PROVIDER_UNAVAILABLE");
    }
  }

  @Test
  void aCapOnRunningJobsMakesRunsWaitInsteadOfFail() throws Exception {
    server.close();
    start(TestServer.Options.standard().with("providers.caps.vertex.running", "1"));
    vertex.onSubmit(ScriptedProvider.video("one"), ScriptedProvider.video("two"));
    Gate gate = vertex.holdSubmit();
    String first = server.begin(server.liveKey(), MODEL, RUN);
    gate.awaitArrival();
    String second = server.begin(server.liveKey(), MODEL, RUN);
    JsonNode waiting =
        server.send("GET", "/v1/runs/" + second, server.liveKey(), null, Map.of()).json();

    gate.open();

    assertThat(waiting.path("status_code").stringValue()).isEqualTo("queued");
    assertThat(end(first).path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(end(second).path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(vertex.submits()).isEqualTo(2);
  }

  @Test
  void aMovedRunWaitsForAPlaceInTheOtherLane() throws Exception {
    server.close();
    start(TestServer.Options.standard().with("lanes.hosted", "1"));
    vertex.onSubmit(ScriptedProvider.retryable(), ScriptedProvider.retryable());
    Gate gate = fal.holdSubmit();
    fal.onSubmit(ScriptedProvider.video("one"), ScriptedProvider.video("two"));
    String first = server.begin(server.liveKey(), MODEL, RUN);
    gate.awaitArrival();
    String second = server.begin(server.liveKey(), MODEL, RUN);

    gate.open();

    assertThat(end(first).path("provider").stringValue()).isEqualTo("fal");
    assertThat(end(second).path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(fal.submits() + vertex.submits()).isBetween(3, 4);
  }

  private static String path() {
    return "/v1/models/" + MODEL + "/runs";
  }

  private JsonNode finished() throws Exception {
    return end(server.begin(server.liveKey(), MODEL, RUN));
  }

  private JsonNode end(String run) throws Exception {
    return server.end(run);
  }

  private List<String> log(JsonNode run) throws Exception {
    String path = "/v1/runs/" + run.path("id").stringValue() + "/logs";
    JsonNode items =
        server.send("GET", path, server.liveKey(), null, Map.of()).json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(line -> line.path("message").stringValue())
        .toList();
  }

  private static List<String> states(JsonNode answer) {
    return StreamSupport.stream(answer.path("routes").spliterator(), false)
        .map(
            route ->
                route.path("provider").stringValue() + " " + route.path("status").stringValue())
        .toList();
  }
}
