package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegTest {
  @TempDir Path folder;

  @Test
  void theBundledProgramIsUnpackedOnce() throws Exception {
    Path first = Ffmpeg.locate(Optional.empty(), folder.resolve("cache")).path();
    Object before = Files.getAttribute(first, "lastModifiedTime");
    Path second = Ffmpeg.locate(Optional.empty(), folder.resolve("cache")).path();
    assertThat(second).isEqualTo(first);
    assertThat(Files.getAttribute(second, "lastModifiedTime")).isEqualTo(before);
    assertThat(folder.resolve("cache").toFile().list()).hasSize(1);
  }

  @Test
  void aBundledProgramThatWasChangedIsUnpackedAgain() throws Exception {
    Path path = Ffmpeg.locate(Optional.empty(), folder.resolve("cache")).path();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(new byte[64]);
    }
    assertThat(Ffmpeg.locate(Optional.empty(), folder.resolve("cache")).path()).isEqualTo(path);
    assertThat(folder.resolve("cache").toFile().list()).hasSize(1);
  }

  @Test
  void aProgramThatIsMissingIsNamed() {
    assertThatThrownBy(() -> Ffmpeg.locate(Optional.of(folder.resolve("none")), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void aProgramWithoutTheEncodersIsRefused() {
    assertThatThrownBy(() -> Ffmpeg.locate(Optional.of(Path.of("/bin/true")), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("libx264");
  }

  @Test
  void aProgramThatFailsIsRefused() {
    assertThatThrownBy(() -> Ffmpeg.locate(Optional.of(Path.of("/bin/false")), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/bin/false");
  }
}
