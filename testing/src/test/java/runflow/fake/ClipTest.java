package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTest {
  @TempDir Path folder;

  private String probe(byte[] video) throws Exception {
    Path file = Files.write(folder.resolve("video.mp4"), video);
    Process process =
        new ProcessBuilder(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,height,avg_frame_rate,nb_read_frames",
                "-of",
                "default=noprint_wrappers=1",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return found;
  }

  @Test
  void isAVideoWithSound() throws Exception {
    assertThat(probe(Clip.SOUND).lines())
        .contains(
            "codec_name=h264",
            "width=1280",
            "height=720",
            "avg_frame_rate=24/1",
            "nb_read_frames=24",
            "codec_name=aac");
    assertThat(Clip.SOUND.length).isLessThan(60_000);
  }

  @Test
  void isAVideoWithoutSound() throws Exception {
    assertThat(probe(Clip.SILENT).lines())
        .contains("codec_name=h264", "nb_read_frames=24")
        .doesNotContain("codec_name=aac");
  }

  @Test
  void isNotWholeWhenTruncated() throws Exception {
    assertThat(probe(Clip.truncated(Clip.SILENT)).lines())
        .contains("codec_name=h264")
        .doesNotContain("nb_read_frames=24");
  }
}
