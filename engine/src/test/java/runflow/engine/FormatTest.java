package runflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "720p, false, 1280, 720",
    "720p, true, 720, 1280",
    "1080p, false, 1920, 1080",
    "4k, false, 3840, 2160",
    "4k, true, 2160, 3840"
  })
  void namedResolutionsHaveTheirPixels(String name, boolean portrait, int width, int height) {
    assertThat(Format.of(name, portrait, 4, true)).isEqualTo(new Format(width, height, 4, true));
  }

  @Test
  void otherSizesAndLengthsAreRefusedByName() {
    assertThatThrownBy(() -> new Format(1280, 721, 4, true)).hasMessageContaining("1280x721");
    assertThatThrownBy(() -> new Format(720, 720, 4, true)).hasMessageContaining("720x720");
    assertThatThrownBy(() -> Format.of("720p", false, 0, true)).hasMessageContaining("0");
    assertThatThrownBy(() -> Format.of("720p", false, 61, true)).hasMessageContaining("61");
    assertThatThrownBy(() -> Format.of("8k", false, 4, true)).hasMessageContaining("8k");
  }

  @Test
  void aSecondHasTwentyFourFrames() {
    assertThat(Format.of("720p", false, 8, true).frames()).isEqualTo(192);
  }
}
