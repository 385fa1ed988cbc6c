package runflow.engine.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.SceneReader;

class ComposerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "desert",
        "a beach",
        "city at night",
        "cathedral with organ and footsteps",
        "deep space",
        "birds in a forest at noon",
        "crickets on a hill at night",
        "a thunderstorm over the sea",
        "moon surface, radio crackles",
        "bells of a church",
        "mountains with epic music"
      })
  void soundIsPresentEvenAndNeverClips(String prompt) throws InterruptedException {
    Track track = compose(prompt, 3);
    float peak = 0;
    double power = 0;
    for (float v : track.left()) {
      peak = Math.max(peak, Math.abs(v));
      power += v * v / (double) track.left().length;
    }
    assertThat(track.left()).hasSize(3 * Track.RATE).hasSameSizeAs(track.right());
    assertThat(peak).isBetween(0.05f, 0.9f);
    assertThat(10 * Math.log10(power)).as("power in dB").isBetween(-32.0, -8.0);
    assertThat(Math.abs(track.left()[0])).isLessThan(0.001f);
    assertThat(Math.abs(track.left()[track.left().length - 1])).isLessThan(0.01f);
  }

  @Test
  void everyPlaceSoundsDifferent() throws InterruptedException {
    Set<Integer> heard = new HashSet<>();
    for (String prompt : new String[] {"desert", "beach", "city", "cathedral", "deep space"}) {
      heard.add(Arrays.hashCode(compose(prompt, 1).left()));
    }
    assertThat(heard).hasSize(5);
  }

  @Test
  void theSameSceneSoundsTheSame() throws InterruptedException {
    assertThat(compose("a beach", 1).right()).isEqualTo(compose("a beach", 1).right());
  }

  private static Track compose(String prompt, int seconds) throws InterruptedException {
    return Composer.compose(new SceneReader().read(prompt, "", 4), 4, seconds);
  }
}
