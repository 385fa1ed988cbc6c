package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.cli.CommandLineHarness.Ended;

/** The demo as a newcomer runs it, at a quicker resolution. */
class DemoTest {
  @TempDir private Path folder;

  @Test
  void everyCheckHoldsAndTheVideosStay() {
    Ended ended =
        CommandLineHarness.run(
            Map.of("RUNFLOW_DATABASE_URL", "jdbc:postgresql://nowhere.invalid/not-for-the-demo"),
            "demo",
            "--resolution",
            "720p",
            "--output",
            folder.toString());

    assertThat(ended.out()).doesNotContain("FAILED").contains("billed $4.40");
    assertThat(ended.out().lines().filter(line -> line.startsWith("  ok "))).hasSize(7);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(folder.resolve("veo3.1.mp4")).isNotEmptyFile();
    assertThat(folder.resolve("veo3.1-fast-image-to-video.mp4")).isNotEmptyFile();
  }
}
