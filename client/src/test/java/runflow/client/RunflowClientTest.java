package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunflowClientTest {
  private static final String QUEUED = run("queued", false, "");
  private static final String SUCCEEDED =
      run(
          "succeeded",
          true,
          """
          "output":{"outputs":[{"url":"http://files/x.mp4?sig=1","type":"video","width":1280,
            "duration":4.0,"has_audio":true,"size_bytes":5000000000,"sha256":null}],
            "nsfw_detected":null,"seed":-9223372036854775808,"timing":null},
          "cost":"1.60","progress":100,"duration_ms":1234,
          "completed_at":"2026-11-21T12:00:01.234+00:00","a_field_of_tomorrow":[1],
          """);

  private final RecordingSleeper sleeper = new RecordingSleeper();
  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final RunflowClient client = server.client(sleeper);

  @Test
  void createRunSendsInputOptionsAndAKeyOfItsOwn() {
    server.then(201, QUEUED);
    RunOptions more =
        RunOptions.none()
            .withCallbackUrl("http://me/hook")
            .withMetadata(Map.of("order", 7))
            .withClientRef("ref");

    Run run = client.createRun("google/veo3.1/fast", Map.of("prompt", "A fox"), more);

    FakeServer.Seen seen = server.seen().getFirst();
    assertThat(seen.method() + " " + seen.target())
        .isEqualTo("POST /v1/models/google/veo3.1/fast/runs");
    assertThat(seen.headers().getFirst("Authorization")).isEqualTo("Bearer rf_test_1");
    assertThat(seen.headers().getFirst("Idempotency-Key")).hasSize(36);
    JsonNode body = ClientJson.MAPPER.readTree(seen.body());
    assertThat(body.at("/input/prompt").asString()).isEqualTo("A fox");
    assertThat(body.at("/metadata/order").asInt()).isEqualTo(7);
    assertThat(body.path("callback_url").asString()).isEqualTo("http://me/hook");
    assertThat(body.path("client_ref").asString()).isEqualTo("ref");
    assertThat(run.statusCode()).isEqualTo("queued");
    assertThat(run.output()).isEmpty();
    assertThat(run.progress()).isEmpty();
  }

  @Test
  void readsARunAndIgnoresFieldsItDoesNotKnow() {
    server.then(200, SUCCEEDED);

    Run run = client.getRun("r/1");

    assertThat(server.seen().getFirst().target()).isEqualTo("/v1/runs/r%2F1");
    assertThat(run.succeeded()).isTrue();
    assertThat(run.cost()).contains(new BigDecimal("1.60"));
    assertThat(run.completedAt().orElseThrow().toEpochMilli() % 1000).isEqualTo(234);
    Output output = run.output().orElseThrow();
    assertThat(output.seed()).contains(Long.MIN_VALUE);
    assertThat(output.nsfwDetected()).isEmpty();
    OutputFile file = output.outputs().getFirst();
    assertThat(file.sizeBytes()).contains(5_000_000_000L);
    assertThat(file.sha256()).isEmpty();
    assertThat(file.height()).isEmpty();
  }

  @Test
  void waitForTellsEachReadAndFollowsTheServersPace() {
    server
        .then(200, QUEUED, Map.of("Retry-After", "2"))
        .then(503, "{\"code\":\"INTERNAL\",\"message\":\"m\",\"errors\":null}")
        .thenBreakOff()
        .then(200, run("running", false, "\"progress\":40,"), Map.of("Retry-After", "0"))
        .then(200, SUCCEEDED);
    List<String> told = new ArrayList<>();

    Run done = client.waitFor("r1", Duration.ofMinutes(1), seen -> told.add(seen.statusCode()));

    assertThat(done.succeeded()).isTrue();
    assertThat(told).containsExactly("queued", "running", "succeeded");
    assertThat(sleeper.slept())
        .containsExactly(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(100));
  }

  @Test
  void waitForEndsAtItsBoundWithTheRunAsSeenLast() {
    for (int i = 0; i < 3; i++) {
      server.then(200, QUEUED, Map.of("Retry-After", "4"));
    }

    assertThatThrownBy(() -> client.waitFor("r1", Duration.ofSeconds(9), seen -> {}))
        .isInstanceOfSatisfying(
            WaitExpiredException.class,
            e -> assertThat(e.lastSeen().orElseThrow().statusCode()).isEqualTo("queued"))
        .hasMessageContaining("r1")
        .hasMessageContaining("9 seconds");
    assertThat(sleeper.slept())
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(1));
  }

  @Test
  void waitForLeavesAServerThatHasNotAnsweredForAMinute() {
    server.then(200, QUEUED);
    for (int i = 0; i < 30; i++) {
      server.thenBreakOff();
    }
    server.then(503, "{\"code\":\"INTERNAL\",\"message\":\"m\",\"errors\":null}");
    for (int i = 0; i < 61; i++) {
      server.thenBreakOff();
    }

    assertThatThrownBy(() -> client.waitFor("r1", Duration.ofMinutes(30), seen -> {}))
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining("broke off");
    assertThat(server.seen()).hasSize(1 + 30 + 1 + 61);
  }

  @Test
  void waitForEndsAtOnceWhenTheRunIsNotThere() {
    server.then(404, "{\"code\":\"RUN_NOT_FOUND\",\"message\":\"no run\",\"errors\":null}");

    assertThatThrownBy(() -> client.waitFor("r1", Duration.ofMinutes(1), seen -> {}))
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void aRefusalCarriesEveryProblem() {
    server.then(
        422,
        """
        {"code":"VALIDATION_FAILED","message":"2 problems","errors":[
          {"loc":["input","duration"],"msg":"`duration` must be one of 4s","type":"enum"},
          {"loc":["input","tags",0],"msg":"`tags` is unknown","type":"unknown_field"}]}""",
        Map.of("Runflow-Request-Id", "req-9"));

    assertThatThrownBy(() -> client.createRun("m", Map.of()))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            e -> {
              assertThat(e.error().errors())
                  .extracting(problem -> String.join(".", problem.loc()))
                  .containsExactly("input.duration", "input.tags.0");
              assertThat(e.requestId()).contains("req-9");
            });
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void dryRunPricesWithoutAnIdempotencyKey() {
    server.then(200, "{\"cost\":\"4.80\",\"provider\":\"sandbox\",\"input\":{\"seed\":1}}");

    Quote quote = client.dryRun("google/veo3.1", Map.of("prompt", "x"), RunOptions.none());

    assertThat(server.seen().getFirst().target())
        .isEqualTo("/v1/models/google/veo3.1/runs?dry_run=true");
    assertThat(server.seen().getFirst().headers().containsKey("Idempotency-Key")).isFalse();
    assertThat(quote.cost()).isEqualByComparingTo("4.8");
    assertThat(quote.provider()).contains("sandbox");
  }

  @Test
  void dryRunTellsWhatEveryRouteSays() {
    server.then(
        200,
        """
        {"cost":"1.60","provider":"fal","input":{},"routes":[
          {"provider":"vertex","model":"veo-3.1","status":"not_configured","reason":"no account"},
          {"provider":"fal","model":"fal-ai/veo3.1","status":"ready","reason":null}]}""");

    Quote quote = client.dryRun("google/veo3.1", Map.of(), RunOptions.none());

    assertThat(quote.routes())
        .containsExactly(
            new RouteState("vertex", "veo-3.1", "not_configured", Optional.of("no account")),
            new RouteState("fal", "fal-ai/veo3.1", "ready", Optional.empty()));
    assertThat(quote.routes()).extracting(RouteState::ready).containsExactly(false, true);
  }

  @Test
  void aModelShowsItsRoutes() {
    server.then(
        200,
        """
        {"id":"a/b","routes":[
          {"provider":"fal","model":"x","status":"resting","reason":"it had no room"},
          {"provider":"replicate","model":"y","status":"ready","reason":null}]}""");

    assertThat(client.model("a/b").routes())
        .containsExactly(
            new RouteState("fal", "x", "resting", Optional.of("it had no room")),
            new RouteState("replicate", "y", "ready", Optional.empty()));
  }

  @Test
  void logsFollowsThePages() {
    server
        .then(
            200,
            """
            {"items":[{"id":"l1","level_code":"info","message":"fal took the job",
              "timestamp":"2026-11-22T08:00:01.000+00:00",
              "meta":{"provider":"fal","purpose":"submit","status":200,"duration_ms":12}}],
             "next_pq":"n/1"}""")
        .then(
            200,
            "{\"items\":[{\"id\":\"l2\",\"level_code\":\"warning\",\"message\":\"slow\"}],\"next_pq\":null}");

    List<LogLine> lines = client.logs("r/1");

    assertThat(lines).extracting(LogLine::message).containsExactly("fal took the job", "slow");
    assertThat(lines.getFirst().meta().orElseThrow().path("status").asInt()).isEqualTo(200);
    assertThat(lines.getFirst().timestamp()).contains(Instant.parse("2026-11-22T08:00:01Z"));
    assertThat(server.seen())
        .extracting(FakeServer.Seen::target)
        .containsExactly("/v1/runs/r%2F1/logs", "/v1/runs/r%2F1/logs?pq=n%2F1");
  }

  @Test
  void modelsFollowsThePages() {
    server
        .then(200, "{\"items\":[{\"id\":\"a/b\",\"name\":\"B\"}],\"next_pq\":\"c/2=\"}")
        .then(200, "{\"items\":[{\"id\":\"a/c\"}],\"next_pq\":null}");

    assertThat(client.models()).extracting(Model::name).containsExactly("B", "a/c");
    assertThat(server.seen().getLast().target()).isEqualTo("/v1/models?limit=500&pq=c%2F2%3D");
  }

  @Test
  void secretsAndCreditSpeakTheContract() {
    server
        .then(201, "{\"id\":\"s1\",\"plain_secret\":\"whsec_AA==\",\"is_current\":true}")
        .then(200, "{\"items\":[{\"id\":\"s1\",\"key_prefix\":\"whsec_AA\"}]}")
        .then(204, "")
        .then(
            201,
            "{\"balance\":\"25.00\",\"reserved\":\"0.00\",\"available\":\"25.00\",\"currency\":\"USD\"}");

    CallbackSecret made = client.createCallbackSecret("demo");
    assertThat(made.plainSecret()).contains("whsec_AA==");
    assertThat(made.toString()).doesNotContain("whsec_AA==");
    assertThat(client.callbackSecrets()).extracting(CallbackSecret::id).containsExactly("s1");
    client.deleteCallbackSecret("s1");
    Balance balance = client.addCredit(false, new BigDecimal("25.00"), Optional.of("topup"));

    assertThat(balance.available()).isEqualByComparingTo("25");
    assertThat(ClientJson.MAPPER.readTree(server.seen().getLast().body()))
        .isEqualTo(
            ClientJson.MAPPER.readTree(
                "{\"livemode\":false,\"amount\":\"25.00\",\"note\":\"topup\"}"));
  }

  @Test
  void aForeignAnswerIsNotTakenForARun() {
    server.then(200, "<html>hello</html>");

    assertThatThrownBy(() -> client.getRun("r1"))
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining("base URL");
  }

  @Test
  void optionsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> ClientOptions.of(server.url(), "two words"))
        .hasMessageContaining("`key`");
    assertThatThrownBy(() -> ClientOptions.of(server.url(), "k").withTimeout(Duration.ZERO))
        .hasMessageContaining("`timeout`");
    assertThat(ClientOptions.of(server.url(), "rf_live_hidden").toString())
        .doesNotContain("rf_live_hidden");
  }

  static String run(String status, boolean terminal, String more) {
    return """
    {"id":"r1","status_code":"%s","terminal":%s,"model":"google/veo3.1","livemode":false,
     %s "metadata":null,"failure_code":null,"links":{},"request_id":"q"}"""
        .formatted(status, terminal, more);
  }
}
