package runflow.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** Whatever is done to a valid body, the answer is a run's price or a refusal in the envelope. */
class MutatedRequestTest {
  private static final int REQUESTS = 500;
  private static final long SEED = 20261121;
  private static final List<String> SPLINTERS =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e999",
          "true",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "0.1",
          "\"a\":",
          ",",
          "}",
          "]",
          "\\",
          "\u0000",
          "99999999999999999999999",
          "\"😀\"",
          "[[[[",
          "//");
  private static final List<String> VALID =
      List.of(
          """
          {"input":{"prompt":"a \\u00fc lake","duration":"4s","seed":7,"generate_audio":false},
          "callback_url":"https://example.com/hook","metadata":{"a":[1.50,{"b":null}],
          "sandbox":{"delay_ms":5,"nsfw":true}},"client_ref":"x","deadline_seconds":60}""",
          """
          {"input":{"prompt":"rise","image_url":"https://example.com/a.png","resolution":"4k",
          "aspect_ratio":"auto","safety_tolerance":"2","negative_prompt":"rain"},"metadata":null}""");
  private static final List<String> MODELS =
      List.of("google/veo3.1", "google/veo3.1/fast/image-to-video");

  @Test
  void neverBringsTheServerDown() throws Exception {
    var random = new Random(SEED);
    int refused = 0;
    try (var server = TestServer.start()) {
      for (int i = 0; i < REQUESTS; i++) {
        int which = random.nextInt(2);
        byte[] body = mutated(VALID.get(which).getBytes(UTF_8), random);
        Answer answer =
            server.send(
                "POST",
                "/v1/models/" + MODELS.get(which) + "/runs?dry_run=true",
                BodyPublishers.ofByteArray(body),
                Map.of(
                    "Authorization",
                    "Bearer " + server.testKey(),
                    "Content-Type",
                    "application/json"));
        String sent = new String(body, UTF_8);
        assertThat(answer.status()).as("%s for %s", answer, sent).isIn(200, 400, 422);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Runflow-Request-Id")).isPresent();
        if (answer.status() != 200) {
          Refusal.of(answer);
          refused++;
        }
        assertThat(Json.tree(answer.body()).isObject()).as(sent).isTrue();
      }
    }
    assertThat(refused).isBetween(REQUESTS / 4, REQUESTS - 1);
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] body = valid;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(body.length + 1);
      int end = Math.min(body.length, at + random.nextInt(12));
      byte[] middle =
          switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(UTF_8);
            case 2 -> new byte[] {(byte) random.nextInt(256)};
            default -> Arrays.copyOfRange(body, end, Math.min(body.length, end + 20));
          };
      byte[] next = new byte[at + middle.length + body.length - end];
      System.arraycopy(body, 0, next, 0, at);
      System.arraycopy(middle, 0, next, at, middle.length);
      System.arraycopy(body, end, next, at + middle.length, body.length - end);
      body = next;
    }
    return body;
  }
}
