package runflow.videos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.fake.NodeScripts;
import runflow.json.Json;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The openai package makes, follows and fetches a video of the sandbox, unchanged. */
class OpenAiClientTest {
  private static final String MODEL = "google/veo3.1/fast";

  @Test
  void aVideoComesOutOfTheOpenAiClient(@TempDir Path folder) throws Exception {
    NodeScripts scripts = NodeScripts.install(Path.of("src/test/node"), Path.of("target/node"));
    Path picture = Files.write(folder.resolve("a.png"), Pictures.png(640, 360));
    try (var server = TestServer.start()) {
      JsonNode found =
          Json.tree(
              scripts.run(
                  "",
                  "node",
                  "openai.mjs",
                  server.baseUrl() + "/v1",
                  server.testKey(),
                  MODEL,
                  picture.toString()));
      assertThat(found.path("states").toString()).isEqualTo("[\"queued\",\"completed\"]");
      JsonNode run = server.get("/v1/runs?q=status_code:succeeded").json().at("/items/0");
      JsonNode file = run.at("/output/outputs/0");
      assertThat(file.path("sha256").stringValue()).isEqualTo(found.path("sha256").stringValue());
      assertThat(file.path("size_bytes").intValue()).isEqualTo(found.path("bytes").intValue());
      assertThat(file.path("width").intValue()).isEqualTo(1280);
      assertThat(file.path("duration").intValue()).isEqualTo(4);
      assertThat(found.path("thumbnail").stringValue()).isEqualTo("image/jpeg");
      assertThat(found.path("pictureModel").stringValue()).isEqualTo(MODEL + "/image-to-video");
      assertThat(found.path("listed").intValue()).isEqualTo(2);
      assertThat(found.path("gone").stringValue()).isEqualTo("NotFoundError");
      assertThat(found.at("/refused/name").stringValue()).isEqualTo("BadRequestError");
      assertThat(found.at("/refused/message").stringValue()).contains("one of 4, 6, 8");
      assertThat(found.at("/refused/param").stringValue()).isEqualTo("seconds");
      assertThat(found.path("remixed").stringValue()).isEqualTo("BadRequestError");
      assertThat(found.at("/unknown/name").stringValue()).isEqualTo("AuthenticationError");
      assertThat(found.at("/unknown/code").stringValue()).isEqualTo("invalid_api_key");
    }
  }
}
