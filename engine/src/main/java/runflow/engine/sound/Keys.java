package runflow.engine.sound;

/** What is struck: a piano, drums, a heart. */
final class Keys {
  private static final double LOW_C = 65.406;

  /** Semitones over a low C, one bar after another. */
  private static final int[][] BARS = {
    {9, 16, 21, 24, 28, 24, 21, 16},
    {5, 12, 17, 21, 24, 21, 17, 12},
    {0, 12, 19, 24, 28, 24, 19, 12},
    {7, 14, 19, 23, 26, 23, 19, 14}
  };

  private Keys() {}

  /** A calm piano, broken chords with a melody note at times. */
  static void piano(Mix mix, float gain) {
    double beat = 0.34;
    int note = 0;
    for (double at = 0.25; at * Mix.RATE < mix.length; at += beat, note++) {
      int[] bar = BARS[note / 8 % BARS.length];
      float loud = gain * (note % 8 == 0 ? 0.16f : 0.09f) * (float) mix.between(0.8, 1);
      int start = (int) ((at + mix.between(0, 0.012)) * Mix.RATE);
      string(mix, start, bar[note % 8], loud);
      if (note % 4 == 2) {
        string(mix, start, bar[(note + 2) % 8] + 24, loud * 0.8f);
      }
    }
  }

  /** One note: partials a little sharp of true, the high ones gone sooner. */
  private static void string(Mix mix, int start, int semitones, float loud) {
    double hertz = LOW_C * StrictMath.pow(2, semitones / 12.0);
    float pan = 0.35f + 0.3f * semitones / 48f;
    int length = Math.min(Mix.RATE * 2, mix.length - start);
    float[] sum = new float[Math.max(0, length)];
    for (int k = 1; k <= 7; k++) {
      double tuned = hertz * k * StrictMath.sqrt(1 + 0.0004 * k * k);
      double decay = 1 - (1.4 + 0.5 * k + hertz / 500) / Mix.RATE;
      double level = loud / (k * (1 + 0.22 * k)) * (1 + 0.3 * mix.between(-1, 1));
      Ring.add(sum, tuned, tuned / Mix.RATE, decay, level);
    }
    for (int i = 0; i < sum.length; i++) {
      float attack = Math.min(1, i / 90f) * Math.min(1, (length - i) / 4000f);
      mix.add(start + i, attack * sum[i], pan, 0.45f);
    }
  }

  /** Deep drums in a slow figure. */
  static void drum(Mix mix, float gain) {
    double[] figure = {0, 0.75, 1, 1.5, 1.75};
    float[] loud = {1, 0.5f, 0.8f, 0.6f, 0.45f};
    for (double bar = 0.2; bar * Mix.RATE < mix.length; bar += 2) {
      for (int k = 0; k < figure.length; k++) {
        hit(mix, (int) ((bar + figure[k]) * Mix.RATE), gain * loud[k], k % 2 == 0 ? 62 : 88);
      }
    }
  }

  private static void hit(Mix mix, int start, float gain, double hertz) {
    Band skin = new Band();
    double turns = 0;
    for (int i = 0; i < Mix.RATE * 2 / 3; i++) {
      turns += hertz * (1 + 0.7 * Sine.fade(-i / 1500.0)) / Mix.RATE;
      skin.take(mix.white(), 900, 0.8f);
      float v = 0.5f * Sine.fade(-i / 6500.0) * Sine.turns(turns);
      v += 0.22f * Sine.fade(-i / 500.0) * skin.middle;
      mix.add(start + i, gain * v, 0.5f, 0.35f);
    }
  }

  /** A heart at rest: two dull beats, close together. */
  static void heart(Mix mix, float gain) {
    for (double at = 0.25; at * Mix.RATE < mix.length; at += 0.94) {
      beat(mix, (int) (at * Mix.RATE), gain, 58);
      beat(mix, (int) ((at + 0.27) * Mix.RATE), gain * 0.7f, 72);
    }
  }

  private static void beat(Mix mix, int start, float gain, double hertz) {
    for (int i = 0; i < Mix.RATE / 4; i++) {
      float envelope = Math.min(1, i / 500f) * Sine.fade(-i / 2300.0);
      double turns = hertz * (1 - 0.1 * i / Mix.RATE) * i / Mix.RATE;
      float v = Sine.turns(turns) + 0.5f * Sine.turns(2 * turns) + 0.3f * Sine.turns(3 * turns);
      mix.add(start + i, gain * 0.5f * envelope * v, 0.5f, 0.12f);
    }
  }
}
