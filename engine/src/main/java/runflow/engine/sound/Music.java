package runflow.engine.sound;

/** Tones: organ, bells, a pad of strings, a drone. */
final class Music {
  /** Chords as semitones over a low D, one after another. */
  private static final int[][] CHORDS = {
    {0, 7, 12, 15, 19, 24},
    {-4, 8, 12, 15, 20, 24},
    {3, 10, 15, 19, 22, 27},
    {-2, 5, 10, 14, 17, 22}
  };

  private static final double LOW_D = 73.42;
  private static final float[] BENT = bent();

  /** How long a chord of the organ goes on into the next, in samples. */
  private static final int RELEASE = Mix.RATE * 2 / 5;

  private Music() {}

  private static double hertz(int semitones) {
    return LOW_D * StrictMath.pow(2, semitones / 12.0);
  }

  /** A pipe organ: stops added to each note, breathing in and out. */
  static void organ(Mix mix, float gain) {
    double[] stops = {0.5, 1, 2, 3, 4, 6, 8};
    double[] levels = {0.5, 1, 0.6, 0.26, 0.3, 0.09, 0.1};
    int bar = Math.max(2 * Mix.RATE, mix.length / CHORDS.length);
    for (int c = 0; c < CHORDS.length && c * bar < mix.length; c++) {
      for (int k = 0; k < CHORDS[c].length; k++) {
        float pan = 0.5f + 0.28f * (k % 2 == 0 ? -1 : 1) * k / 6f;
        float[] sum = new float[Math.min(bar + RELEASE, mix.length - c * bar)];
        for (int s = 0; s < stops.length; s++) {
          double tuned = hertz(CHORDS[c][k]) * stops[s] * mix.between(0.999, 1.001);
          if (tuned < 9000) {
            double loud = gain * 0.022 * levels[s] / (1 + tuned / 3500);
            Ring.add(sum, tuned, mix.between(0, 1), 1, loud);
          }
        }
        pipes(mix, c * bar, bar + RELEASE, sum, pan);
      }
    }
  }

  private static void pipes(Mix mix, int from, int length, float[] sum, float pan) {
    for (int i = 0; i < sum.length; i++) {
      float v = sum[i] * Math.min(1, i / 4800f) * Math.min(1, (length - i) / 19200f);
      mix.left[from + i] += v * (1 - pan) * 0.7f;
      mix.right[from + i] += v * pan * 0.7f;
      mix.roomLeft[from + i] += v * (1 - pan);
      mix.roomRight[from + i] += v * pan;
    }
  }

  /** A soft pad of detuned tones that slowly changes its chord. */
  static void pad(Mix mix, float gain) {
    int bar = Math.max(2 * Mix.RATE, mix.length / CHORDS.length);
    float[] swell = new float[bar * 3 / 2];
    Ring.add(swell, Mix.RATE / (2.0 * swell.length), 0, 1, 1);
    for (int c = 0; c < CHORDS.length && c * bar < mix.length; c++) {
      int from = c * bar;
      float[][] sides = new float[2][Math.min(swell.length, mix.length - from)];
      for (int k = 0; k < CHORDS[c].length; k++) {
        for (int twin = 0; twin < 2; twin++) {
          double tuned = hertz(CHORDS[c][k] + 12) * (twin == 0 ? 0.9975 : 1.0025);
          tone(sides[twin], tuned, mix.between(0, 1), gain * 0.02f / (1 + k * 0.25f));
        }
      }
      for (int i = 0; i < sides[0].length; i++) {
        mix.add(from + i, swell[i] * sides[0][i], 0.25f, 0.7f);
        mix.add(from + i, swell[i] * sides[1][i], 0.75f, 0.7f);
      }
    }
  }

  private static void tone(float[] sum, double hertz, double start, float loud) {
    Ring.add(sum, hertz, start, 1, loud);
    Ring.add(sum, hertz * 2, start * 2, 1, 0.35 * loud);
    Ring.add(sum, hertz * 3, start * 3, 1, 0.12 * loud);
  }

  /** A low drone whose parts come and go. */
  static void drone(Mix mix, float gain) {
    double[] parts = {36.7, 55, 73.4, 110.1, 146.8};
    for (int k = 0; k < parts.length; k++) {
      float[] level = new float[mix.length];
      Ring.add(level, 0.08 + 0.027 * k, mix.between(0, 1), 1, 0.4);
      float[] twin = new float[mix.length];
      Ring.add(twin, parts[k] * 1.003, 0, 1, 0.5);
      float loud = gain * 0.10f / (k + 1);
      double step = parts[k] * 0.5 / Mix.RATE;
      for (int i = 0; i < mix.length; i++) {
        float v = BENT[(int) (i * step * BENT.length) & (BENT.length - 1)] + twin[i];
        mix.add(i, loud * (0.6f + level[i]) * v, 0.5f, 0.4f);
      }
    }
  }

  /** Two waves of a tone whose pitch wavers once in that time. */
  private static float[] bent() {
    float[] wave = new float[1 << 15];
    for (int i = 0; i < wave.length; i++) {
      double turns = i / (double) wave.length;
      wave[i] = Sine.turns(2 * turns + 0.1f * Sine.turns(turns));
    }
    return wave;
  }

  /** A church bell, struck every few seconds. */
  static void bells(Mix mix, float gain) {
    double[] partials = {0.5, 1, 1.183, 1.506, 2, 2.514, 2.662, 3.011, 4.166};
    double[] levels = {0.6, 0.7, 0.6, 0.35, 1, 0.3, 0.25, 0.2, 0.12};
    for (double at = 0.4; at * Mix.RATE < mix.length; at += 2.3) {
      int start = (int) (at * Mix.RATE);
      float[] sum = new float[mix.length - start];
      for (int p = 0; p < partials.length; p++) {
        double decay = 1 - (0.6 + partials[p] * 0.5) / (Mix.RATE * 2.6);
        Ring.add(sum, 262 * partials[p], 0, decay, gain * 0.05 * levels[p]);
      }
      for (int i = 0; i < sum.length; i++) {
        mix.add(start + i, Math.min(1, i / 60f) * sum[i], 0.45f, 0.5f);
      }
    }
  }
}
