package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.FileHost;
import runflow.testing.Pictures;
import runflow.testing.TestServer;

class DrainTest {
  /** The run must go on while its request waits, or the wait could only end empty. */
  @Test
  void aStoppingServerAnswersTheRequestInFlight() throws Exception {
    try (var host = FileHost.start()) {
      host.hold();
      var server = TestServer.start(TestServer.Options.standard().with("runs.drain", "15s"));
      var body = Json.object();
      body.putObject("input")
          .put("prompt", "x")
          .put("image_url", host.serve("a.png", "image/png", Pictures.png(64, 64)));
      body.putObject("metadata")
          .putObject("sandbox")
          .put("delay_ms", 1)
          .put("fail", "CONTENT_BLOCKED");

      CompletableFuture<Answer> answer =
          inBackground(
              () ->
                  server.send(
                      "POST",
                      "/v1/models/google/veo3.1/fast/image-to-video/runs",
                      server.testKey(),
                      Json.text(body),
                      Map.of("Prefer", "wait=30")));
      host.awaitRequest();
      CompletableFuture<Boolean> closed =
          inBackground(
              () -> {
                server.close();
                return true;
              });
      host.release();

      Answer finished = answer.get(60, TimeUnit.SECONDS);
      assertThat(finished.status()).as("%s", finished).isEqualTo(200);
      assertThat(finished.json().path("failure_code").asString("")).isEqualTo("CONTENT_BLOCKED");
      assertThat(closed.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aWaitLongerThanTheDrainIsAnsweredWithTheUnfinishedRun() throws Exception {
    var server = TestServer.start(TestServer.Options.standard().with("runs.drain", "2s"));
    CompletableFuture<Answer> answer =
        inBackground(
            () ->
                server.send(
                    "POST",
                    "/v1/models/google/veo3.1/runs",
                    server.testKey(),
                    "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}",
                    Map.of("Prefer", "wait=50")));
    server.awaitRuns(1);
    server.close();

    Answer unfinished = answer.get(60, TimeUnit.SECONDS);
    assertThat(unfinished.status()).as("%s", unfinished).isEqualTo(202);
    assertThat(unfinished.json().path("terminal").booleanValue()).isFalse();
  }

  private interface Work<T> {
    T run() throws Exception;
  }

  private static <T> CompletableFuture<T> inBackground(Work<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.run());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }
}
