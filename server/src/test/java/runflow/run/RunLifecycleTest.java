package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.money.Money;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Gate;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class RunLifecycleTest {
  private static final String MODEL = "google/veo3.1";
  private static final String RUNS = "/v1/models/" + MODEL + "/runs";
  private static final List<String> FIELDS =
      List.of(
          "id",
          "status_code",
          "terminal",
          "model",
          "target_type",
          "org_id",
          "livemode",
          "provider",
          "input",
          "output",
          "metadata",
          "client_ref",
          "callback_url",
          "batch_id",
          "cost",
          "cost_breakdown",
          "progress",
          "queue_position",
          "duration_ms",
          "created_at",
          "started_at",
          "completed_at",
          "failure_code",
          "failure_message",
          "failure_stage_code",
          "error",
          "request_id",
          "source_code",
          "links");

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
  void anInstantRunSucceedsIsBilledAndCalledBack() throws Exception {
    Money before = server.available();
    try (var receiver = CallbackReceiver.answering(200)) {
      JsonNode run =
          server.createAndFinish(
              MODEL,
              """
              {"input": {"prompt": "a lake", "duration": "4s"}, "callback_url": "%s",
               "metadata": {"sandbox": {"instant": true}}}
              """
                  .formatted(receiver.url()));

      assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(run.path("cost").stringValue()).isEqualTo("1.60");
      assertThat(run.path("provider").stringValue()).isEqualTo("sandbox");
      assertThat(run.path("livemode").booleanValue()).isFalse();
      assertThat(receiver.take().text()).contains("\"event\":\"run.completed\"");
      assertThat(server.available()).isEqualTo(before.minus(Money.dollars("1.60")));
    }
  }

  @Test
  void theAnswerToACreationIsTheWholeRun() throws Exception {
    Answer created =
        server.create(
            MODEL,
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}");

    assertThat(created.status()).isEqualTo(201);
    JsonNode run = created.json();
    String self = "/v1/runs/" + run.path("id").stringValue();
    assertThat(created.header("Location")).contains(self);
    assertThat(List.copyOf(run.propertyNames())).containsExactlyInAnyOrderElementsOf(FIELDS);
    assertThat(run.path("status_code").stringValue()).isEqualTo("queued");
    assertThat(run.path("terminal").booleanValue()).isFalse();
    assertThat(run.path("target_type").stringValue()).isEqualTo("model");
    assertThat(run.path("source_code").stringValue()).isEqualTo("api");
    assertThat(run.path("cost").stringValue()).isEqualTo("3.20");
    assertThat(run.path("request_id").stringValue())
        .isEqualTo(created.header("Runflow-Request-Id").orElseThrow());
    assertThat(run.path("created_at").stringValue()).matches("\\d{4}-.*T.*\\.\\d{3}\\+00:00");
    assertThat(run.path("links").path("self").stringValue()).isEqualTo(server.baseUrl() + self);
    assertThat(run.path("links").path("cancellation").stringValue())
        .isEqualTo(server.baseUrl() + self + "/cancellation");
    for (String open :
        List.of("output", "duration_ms", "started_at", "completed_at", "failure_code", "error")) {
      assertThat(run.path(open).isNull()).as(open).isTrue();
    }
    server.awaitEnd(run.path("id").stringValue());
  }

  @Test
  void defaultsAreFilledInAndRecorded() throws Exception {
    JsonNode run =
        server.createAndFinish(
            MODEL,
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}");

    JsonNode input = server.get("/v1/runs/" + run.path("id").stringValue()).json().path("input");
    assertThat(input.path("duration").stringValue()).isEqualTo("8s");
    assertThat(input.path("resolution").stringValue()).isEqualTo("720p");
    assertThat(input.path("aspect_ratio").stringValue()).isEqualTo("16:9");
    assertThat(input.path("safety_tolerance").stringValue()).isEqualTo("4");
    assertThat(input.path("generate_audio").booleanValue()).isTrue();
    assertThat(input.path("auto_fix").booleanValue()).isTrue();
    assertThat(input.has("seed")).isFalse();
  }

  @Test
  void aScriptedFailureCostsNothingAndSaysWhy() throws Exception {
    Money before = server.available();
    JsonNode run =
        server.createAndFinish(
            MODEL,
            """
            {"input": {"prompt": "x"}, "metadata": {"sandbox": {"fail": "CONTENT_BLOCKED"}}}
            """);

    assertThat(run.path("status_code").stringValue()).isEqualTo("failed");
    assertThat(run.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(run.path("failure_code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(run.path("error").path("code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(run.path("error").path("message")).isEqualTo(run.path("failure_message"));
    assertThat(run.path("output").isNull()).isTrue();
    assertThat(server.available()).isEqualTo(before);
  }

  @Test
  void metadataComesBackAsItWasSent() throws Exception {
    String metadata =
        "{\"z\": 1.50, \"a\": [1e3, \"Grüße 🎬 \\u00e9\"],  \"sandbox\": {\"fail\": \"INTERNAL\"}}";
    try (var receiver = CallbackReceiver.answering(200)) {
      String run =
          server.begin(
              server.testKey(),
              MODEL,
              "{\"input\": {\"prompt\": \"x\"}, \"client_ref\": \"order 7\", \"callback_url\": \"%s\", \"metadata\": %s}"
                  .formatted(receiver.url(), metadata));

      assertThat(receiver.take().text()).contains("\"metadata\":" + metadata);
      Answer read = server.get("/v1/runs/" + run);
      assertThat(read.text()).contains("\"metadata\":" + metadata);
      assertThat(read.json().path("client_ref").stringValue()).isEqualTo("order 7");
    }
  }

  @Test
  void aLiveRunGoesFromQueuedOverRunningToSucceeded() throws Exception {
    Gate gate = VERTEX.holdSubmit();
    String id =
        server.begin(
            server.liveKey(), MODEL, "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}");
    gate.awaitArrival();
    Answer dispatching = read(id);
    assertThat(dispatching.json().path("status_code").stringValue()).isEqualTo("dispatching");
    assertThat(dispatching.header("Retry-After")).isPresent();
    assertThat(dispatching.json().path("started_at").isString()).isTrue();
    VERTEX.onPoll(ScriptedProvider.running(40), ScriptedProvider.video("moving pictures"));
    gate.open();

    JsonNode run = server.end(id);
    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(run.path("livemode").booleanValue()).isTrue();
    assertThat(run.path("provider").stringValue()).isEqualTo("vertex");
    assertThat(run.path("progress").intValue()).isEqualTo(100);
    assertThat(run.path("links").path("cancellation").isNull()).isTrue();
    OffsetDateTime created = OffsetDateTime.parse(run.path("created_at").stringValue());
    OffsetDateTime completed = OffsetDateTime.parse(run.path("completed_at").stringValue());
    assertThat(run.path("duration_ms").longValue())
        .isEqualTo(Duration.between(created, completed).toMillis());
    assertThat(read(id).header("Retry-After")).isEmpty();
    assertThat(server.get("/v1/runs/" + id).status()).as("a test key looks").isEqualTo(404);
  }

  @Test
  void theOutputIsOurOwnCopyWithEveryField() throws Exception {
    VERTEX.onPoll(ScriptedProvider.video("moving pictures"));
    JsonNode run =
        server.end(server.begin(server.liveKey(), MODEL, "{\"input\": {\"prompt\": \"x\"}}"));

    JsonNode output = run.path("output");
    assertThat(List.copyOf(output.propertyNames()))
        .containsExactly("outputs", "nsfw_detected", "seed", "timing");
    assertThat(output.path("nsfw_detected").booleanValue()).isFalse();
    assertThat(output.path("seed").longValue()).isEqualTo(42);
    assertThat(output.path("timing").path("inference_ms").longValue()).isEqualTo(1234);
    JsonNode file = output.path("outputs").path(0);
    assertThat(List.copyOf(file.propertyNames()))
        .containsExactlyInAnyOrder(
            "url",
            "type",
            "mime_type",
            "width",
            "height",
            "duration",
            "fps",
            "has_audio",
            "size_bytes",
            "sha256",
            "thumbnail_url");
    Answer download = server.send("GET", file.path("url").stringValue(), "", null, Map.of());
    assertThat(download.text()).isEqualTo("moving pictures");
    assertThat(file.path("size_bytes").longValue()).isEqualTo(download.body().length);
  }

  @Test
  void preferWaitAnswersTheUnfinishedRunWhenTheTimeIsOver() throws Exception {
    Answer answer =
        server.send(
            "POST",
            RUNS,
            server.testKey(),
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}",
            Map.of("Prefer", "wait=1"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).contains("wait=1");
    assertThat(answer.json().path("terminal").booleanValue()).isFalse();
    String id = answer.json().path("id").stringValue();
    assertThat(server.post("/v1/runs/" + id + "/cancellation", null).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=0", "wait=61", "wait=99999", "wait=-1", "wait=soon", "Wait=0"})
  void aWaitOutOfBoundsIsRefusedBeforeAnythingIsStored(String prefer) throws Exception {
    Money before = server.available();
    Answer answer =
        server.send(
            "POST",
            RUNS,
            server.testKey(),
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}",
            Map.of("Prefer", prefer));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").stringValue()).contains("1 to 60");
    assertThat(server.available()).isEqualTo(before);
  }

  @Test
  void otherPreferencesAreIgnored() throws Exception {
    Answer answer =
        server.send(
            "POST",
            RUNS,
            server.testKey(),
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}",
            Map.of("Prefer", "respond-async"));

    assertThat(answer.status()).isEqualTo(201);
    server.awaitEnd(answer.json().path("id").stringValue());
  }

  /** The clock counts finer than the database: a time between two of its ticks is rounded there. */
  @Test
  void recordAnswerAndCallbackTellTheSameTimes() throws Exception {
    var options =
        TestServer.Options.standard()
            .clock(
                () ->
                    java.time.Instant.now()
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                        .plusNanos(999_700));
    try (var fine = TestServer.start(options);
        var receiver = CallbackReceiver.answering(200)) {
      Answer created =
          fine.create(
              MODEL,
              "{\"input\": {\"prompt\": \"x\"}, \"callback_url\": \"%s\", \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}"
                  .formatted(receiver.url()));
      JsonNode callback = runflow.json.Json.tree(receiver.take().body());
      JsonNode record = fine.get("/v1/runs/" + created.json().path("id").stringValue()).json();

      assertThat(record.path("created_at")).isEqualTo(created.json().path("created_at"));
      for (String field : List.of("created_at", "completed_at", "duration_ms")) {
        assertThat(callback.path(field)).as(field).isEqualTo(record.path(field));
      }
    }
  }

  private static Answer read(String id) throws Exception {
    return server.send("GET", "/v1/runs/" + id, server.liveKey(), null, Map.of());
  }
}
