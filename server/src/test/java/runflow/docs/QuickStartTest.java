package runflow.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.testing.TestServer;

/** The programs of the quick start end with the file that they promise. */
class QuickStartTest {
  private static TestServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    server.keepClip("1280x720-4s-sound");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "python, python3 -",
    "javascript, node --input-type=module -",
    "bash, bash -s",
  })
  void theProgramSavesTheVideo(String language, String command) throws Exception {
    String page = server.get("/docs/quickstart.md").text();
    String program =
        Rendered.code(page, language).stream()
            .filter(code -> code.contains("lighthouse.mp4"))
            .findFirst()
            .orElseThrow();
    // The one change: a kept clip instead of a render.
    String metadata = language.equals("python") ? METADATA.replace("true", "True") : METADATA;
    String instant =
        program
            .replace("\"duration\": \"4s\"}}", "\"duration\": \"4s\"}, " + metadata + "}")
            .replace("duration: \"4s\" } }", "duration: \"4s\" }, " + metadata + "}");
    assertThat(instant).isNotEqualTo(program);
    var builder = new ProcessBuilder(command.split(" ", -1)).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().putAll(Map.of("RUNFLOW_API_KEY", server.testKey(), "NO_PROXY", "*"));
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(instant.getBytes(UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(folder.resolve("lighthouse.mp4")).as(printed).exists();
    assertThat(Files.readString(folder.resolve("lighthouse.mp4"))).isEqualTo("1280x720-4s-sound");
  }

  private static final String METADATA = "\"metadata\": {\"sandbox\": {\"instant\": true}}";
}
