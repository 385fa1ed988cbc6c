package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Pictures;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class RunLogTest {
  private static final String MODEL = "google/veo3.1";
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

  @Test
  void whatTheSandboxHasNoUseForIsToldEachTimeWithTheSameIds() throws Exception {
    String run =
        server.begin(
            server.testKey(),
            MODEL,
            """
            {"input": {"prompt": "a lake", "auto_fix": true, "safety_tolerance": "2"},
             "metadata": {"sandbox": {"fail": "INTERNAL"}}}
            """);
    List<JsonNode> lines = lines(run);

    assertThat(lines)
        .extracting(line -> line.path("message").stringValue())
        .containsExactly(
            "`auto_fix` had no effect: the sandbox refuses no prompt and rewrites none",
            "`safety_tolerance` had no effect: the sandbox checks no content");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("run_id").stringValue()).isEqualTo(run);
              assertThat(line.path("level_code").stringValue()).isEqualTo("info");
              assertThat(line.path("timestamp").stringValue()).endsWith("+00:00");
              assertThat(line.path("meta").isObject()).isTrue();
            });
    assertThat(lines(run)).isEqualTo(lines);
  }

  @Test
  void aPictureBelow720pIsWarnedOfAndUsed() throws Exception {
    JsonNode run =
        server.createAndFinish(
            "google/veo3.1/fast/image-to-video",
            """
            {"input": {"prompt": "waves", "auto_fix": false, "image_url": "%s"},
             "metadata": {"sandbox": {"instant": true}}}
            """
                .formatted(Pictures.dataUri("image/png", Pictures.png(640, 360))));

    assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(lines(run.path("id").stringValue()))
        .filteredOn(line -> line.path("level_code").stringValue().equals("warning"))
        .extracting(line -> line.path("message").stringValue())
        .containsExactly(
            "`image_url` has 640 × 360 pixels, less than the 720p that the model asks for; the video may look soft");
  }

  @Test
  void whatAProviderSaysOfItsWorkIsKept() throws Exception {
    VERTEX.onSubmit(ScriptedProvider.video("clip"));
    Answer finished =
        server.send(
            "POST",
            "/v1/models/" + MODEL + "/runs",
            server.liveKey(),
            "{\"input\": {\"prompt\": \"a lake\", \"auto_fix\": false}}",
            Map.of("Prefer", "wait=60"));

    assertThat(finished.status()).isEqualTo(200);
    assertThat(lines(server.liveKey(), finished.json().path("id").stringValue()))
        .extracting(line -> line.path("message").stringValue())
        .containsExactly("made on the second try");
  }

  @Test
  void aStrangersRunHasNoLog() throws Exception {
    String run =
        server.begin(
            server.testKey(),
            MODEL,
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}");
    Answer answer =
        server.send("GET", "/v1/runs/" + run + "/logs", server.strangerKey(), null, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("code").stringValue()).isEqualTo("RUN_NOT_FOUND");
  }

  private static List<JsonNode> lines(String run) throws Exception {
    return lines(server.testKey(), run);
  }

  private static List<JsonNode> lines(String key, String run) throws Exception {
    JsonNode page = server.send("GET", "/v1/runs/" + run + "/logs", key, null, Map.of()).json();
    assertThat(page.path("next_pq").isNull()).isTrue();
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }
}
