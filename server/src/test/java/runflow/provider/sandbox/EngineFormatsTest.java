package runflow.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Few orders that together have every value of every input parameter of both seed models. */
class EngineFormatsTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text     | 4s | 4k    | 16:9 | sound  | {\"safety_tolerance\": \"1\", \"auto_fix\": true}",
        "text     | 6s | 720p  | 9:16 | silent | {\"safety_tolerance\": \"2\", \"auto_fix\": false}",
        "text     | 8s | 720p  | 16:9 | sound  | {\"safety_tolerance\": \"3\", \"seed\": 9223372036854775807}",
        "text     | 4s | 1080p | 16:9 | silent | {\"safety_tolerance\": \"4\", \"negative_prompt\": \"people\"}",
        "1280:720 | 4s | 720p  | auto | sound  | {\"safety_tolerance\": \"5\", \"auto_fix\": true}",
        "720:1280 | 6s | 720p  | auto | silent | {\"safety_tolerance\": \"6\", \"auto_fix\": false}",
        "800:800  | 4s | 1080p | 9:16 | sound  | {\"safety_tolerance\": \"1\", \"seed\": -9223372036854775808}",
        "600:300  | 8s | 720p  | 16:9 | silent | {\"safety_tolerance\": \"4\", \"negative_prompt\": \"rain\"}"
      })
  void theFileIsWhatWasAskedFor(String line) throws Exception {
    JsonNode run = Order.of(line).verify(server);

    JsonNode asked = run.path("input");
    assertThat(asked.path("safety_tolerance").isString()).isTrue();
    if (asked.has("seed")) {
      assertThat(run.path("output").path("seed")).isEqualTo(asked.path("seed"));
    }
    assertThat(run.path("output").path("nsfw_detected").isNull()).isTrue();
    assertThat(run.path("output").path("timing").path("inference_ms").longValue()).isPositive();
  }

  @Test
  void omniFlashFollowsAnUprightPictureForAnOddTime() throws Exception {
    JsonNode run =
        server.createAndFinish(
            "google/omni-flash",
            """
            {"input": {"prompt": "x", "duration": "3s", "image_url": "%s"}}
            """
                .formatted(Order.picture(720, 1280)));

    JsonNode video = run.path("output").path("outputs").path(0);
    assertThat(video.path("width").intValue()).isEqualTo(720);
    assertThat(video.path("height").intValue()).isEqualTo(1280);
    assertThat(video.path("duration").doubleValue()).isEqualTo(3.0);
    assertThat(run.path("cost").stringValue()).isEqualTo("0.303");
  }

  @Test
  void theSameInputAndSeedGiveTheSameBytes() throws Exception {
    var order = Order.of("text | 4s | 720p | 9:16 | silent | {\"seed\": 7}");

    assertThat(sha256(order)).isEqualTo(sha256(order));
  }

  /** Neither changes the picture, so that these runs need none. */
  @ParameterizedTest
  @ValueSource(strings = {"google/veo3.1", "google/veo3.1/fast/image-to-video"})
  void everySafetyToleranceAndAutoFixIsTakenAndRecorded(String model) throws Exception {
    boolean withPicture = model.endsWith("image-to-video");
    for (int tolerance = 1; tolerance <= 6; tolerance++) {
      boolean autoFix = tolerance % 2 == 0;
      JsonNode run =
          server.createAndFinish(
              model,
              """
              {"input": {"prompt": "x", "safety_tolerance": "%d", "auto_fix": %b%s},
               "metadata": {"sandbox": {"fail": "CONTENT_BLOCKED"}}}
              """
                  .formatted(
                      tolerance,
                      autoFix,
                      withPicture ? ", \"image_url\": \"" + Order.picture(1280, 720) + "\"" : ""));

      assertThat(run.path("input").path("safety_tolerance").stringValue())
          .isEqualTo(Integer.toString(tolerance));
      assertThat(run.path("input").path("auto_fix").booleanValue()).isEqualTo(autoFix);
    }
  }

  private static String sha256(Order order) throws Exception {
    return order.verify(server).path("output").path("outputs").path(0).path("sha256").stringValue();
  }
}
