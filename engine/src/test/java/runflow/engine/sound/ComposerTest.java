package runflow.engine.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.engine.scene.Place;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;
import runflow.engine.scene.Voice;

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

  @ParameterizedTest
  @EnumSource
  void everySoundAloneHasTheLoudnessAndNoPeak(Voice voice) throws InterruptedException {
    assertMastered(Composer.alone(voice, 3, 2));
  }

  @Test
  void aMixHasTheLoudnessAndNoPeak() throws InterruptedException {
    assertMastered(compose("a walk on a gravel path, wind, birds, a piano and a distant train", 4));
  }

  private static void assertMastered(Track track) throws InterruptedException {
    float peak = Math.max(Loudness.truePeak(track.left()), Loudness.truePeak(track.right()));
    assertThat(Loudness.lufs(track.left(), track.right())).isBetween(-17.0, -15.0);
    assertThat(peak).isLessThanOrEqualTo(0.892f);
    assertThat(track.left()[0]).isZero();
    assertThat(track.left()[track.left().length - 1]).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "footsteps in the snow;STEPS_SNOW",
        "footsteps on a gravel path in a forest;STEPS_GRAVEL",
        "she walks over a wooden boardwalk;STEPS_WOOD",
        "a woman walks down the cathedral aisle;STEPS",
        "walking through tall grass;STEPS_GRASS",
        "a man walks on Mars;STEPS_SAND",
        "a campfire at night;FIRE",
        "a waterfall in the jungle;STREAM",
        "crowd at a market;CROWD",
        "a heartbeat;HEART",
        "an old locomotive;TRAIN",
        "soft piano;PIANO",
        "taiko drums;DRUM",
        "a strings orchestra;PAD",
        "an engine room hums;ENGINE"
      })
  void whatThePromptNamesIsHeard(String line) {
    String[] parts = line.split(";", -1);
    Scene scene = new SceneReader().read(parts[0], "", 1);
    assertThat(scene.voices()).contains(Voice.valueOf(parts[1]));
  }

  @Test
  void spokenWordsStandOutAndTheRestStepsBack() throws InterruptedException {
    Scene scene = new SceneReader().read("a beach", "", 1);
    float[] tone = new float[Track.RATE];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.2 * Math.sin(i * 0.05));
    }
    Spoken spoken = Spoken.read(SpokenTest.wav(Track.RATE, 1, tone)).orElseThrow();
    Track with = Composer.compose(scene, 1, 3, Optional.of(spoken));
    assertMastered(with);
    Track without = Composer.compose(scene, 1, 3, Optional.empty());
    double before = power(without, 1.0) / power(without, 2.1);
    assertThat(power(with, 1.0) / power(with, 2.1)).isGreaterThan(before);
    assertThat(scene.place()).isInstanceOf(Place.Sea.class);
  }

  private static double power(Track track, double at) {
    double sum = 0;
    int start = (int) (at * Track.RATE);
    for (int i = start; i < start + Track.RATE / 4; i++) {
      sum += track.left()[i] * track.left()[i];
    }
    return sum;
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
    return Composer.compose(new SceneReader().read(prompt, "", 4), 4, seconds, Optional.empty());
  }
}
