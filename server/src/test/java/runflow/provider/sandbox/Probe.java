package runflow.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import runflow.json.Json;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Downloads a run's file and looks at it with ffprobe, a program that is not ours. */
record Probe(JsonNode file, JsonNode streams, double seconds) {

  /** Checks that the file is what the input asked for and what the run says about it. */
  static Probe of(TestServer server, JsonNode run) throws Exception {
    JsonNode said = run.path("output").path("outputs").path(0);
    Path video = Files.createTempFile("probe", ".mp4");
    try {
      byte[] bytes = server.send("GET", said.path("url").stringValue(), "", null, Map.of()).body();
      Files.write(video, bytes);
      assertThat(said.path("size_bytes").longValue()).isEqualTo(bytes.length);
      assertThat(said.path("sha256").stringValue()).isEqualTo(sha256(bytes));
      JsonNode seen = ffprobe(video);
      return new Probe(
          said,
          seen.path("streams"),
          Double.parseDouble(seen.path("format").path("duration").stringValue()));
    } finally {
      Files.delete(video);
    }
  }

  /** Checks the file against what was asked for and against what the run says. */
  void requireFormat(int width, int height, int seconds, boolean audio) {
    JsonNode picture = stream("video").orElseThrow();
    assertThat(picture.path("codec_name").stringValue()).isEqualTo("h264");
    assertThat(picture.path("pix_fmt").stringValue()).isEqualTo("yuv420p");
    assertThat(picture.path("width").intValue()).isEqualTo(width);
    assertThat(picture.path("height").intValue()).isEqualTo(height);
    assertThat(picture.path("avg_frame_rate").stringValue()).isEqualTo("24/1");
    assertThat(picture.path("nb_frames").stringValue()).isEqualTo(Integer.toString(24 * seconds));
    assertThat(this.seconds).isBetween(seconds - 0.05, seconds + 0.05);
    assertThat(stream("audio").map(sound -> sound.path("codec_name").stringValue()))
        .isEqualTo(audio ? Optional.of("aac") : Optional.empty());
    assertThat(file.path("width").intValue()).isEqualTo(width);
    assertThat(file.path("height").intValue()).isEqualTo(height);
    assertThat(file.path("duration").intValue()).isEqualTo(seconds);
    assertThat(file.path("fps").intValue()).isEqualTo(24);
    assertThat(file.path("has_audio").booleanValue()).isEqualTo(audio);
    assertThat(file.path("mime_type").stringValue()).isEqualTo("video/mp4");
    assertThat(file.path("type").stringValue()).isEqualTo("video");
    assertThat(file.path("thumbnail_url").isString()).isTrue();
  }

  private Optional<JsonNode> stream(String kind) {
    return streams
        .valueStream()
        .filter(stream -> stream.path("codec_type").stringValue().equals(kind))
        .findFirst();
  }

  private static JsonNode ffprobe(Path video) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    "ffprobe",
                    "-v",
                    "error",
                    "-of",
                    "json",
                    "-show_streams",
                    "-show_format",
                    video.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ffprobe reads the file").isZero();
    return Json.tree(said);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
