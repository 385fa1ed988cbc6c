package runflow.engine.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoudnessTest {
  @Test
  void aToneInOneChannelMeasuresAsTheStandardSays() throws Exception {
    float[] tone = tone(997, 1, 3);
    float[] silence = new float[tone.length];
    assertThat(Loudness.lufs(tone, silence)).isCloseTo(-3.01, within(0.05));
    assertThat(Loudness.lufs(tone, tone)).isCloseTo(0, within(0.05));
    assertThat(Loudness.lufs(silence, silence)).isEqualTo(Loudness.SILENCE);
  }

  @Test
  void quietPassagesDoNotCount() throws Exception {
    float[] tone = tone(997, 0.1, 6);
    float[] half = tone.clone();
    Arrays.fill(half, half.length / 2, half.length, 0);
    assertThat(Loudness.lufs(half, half)).isCloseTo(Loudness.lufs(tone, tone), within(0.5));
  }

  @Test
  void aPeakBetweenSamplesIsFound() {
    float[] tone = new float[4800];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.sin(Math.PI * (i / 2.0 + 0.25)));
    }
    assertThat(Loudness.truePeak(tone)).isCloseTo(0.5f, within(0.02f));
  }

  private static float[] tone(double hertz, double level, int seconds) {
    float[] out = new float[seconds * Track.RATE];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / Track.RATE));
    }
    return out;
  }
}
