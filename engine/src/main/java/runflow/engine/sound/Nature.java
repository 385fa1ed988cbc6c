package runflow.engine.sound;

/** Fire and running water. */
final class Nature {
  private Nature() {}

  /** A fire: a soft roar, many small crackles and a pop now and then. */
  static void fire(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      Band roar = new Band();
      float low = 0;
      double offset = mix.between(0, 1);
      for (int i = 0; i < mix.length; i++) {
        double t = i / (double) Mix.RATE;
        float flicker = 0.7f + 0.2f * Sine.turns(t * 1.3 + offset) + 0.1f * Sine.turns(t * 3.7);
        float white = mix.white();
        low += 0.012f * (white - low);
        roar.take(white, 380, 1.1f);
        mix.channel(c)[i] += gain * flicker * (0.7f * low + 0.05f * roar.middle);
      }
    }
    int crackles = (int) (mix.length * 34L / Mix.RATE);
    for (int k = 0; k < crackles; k++) {
      double size = mix.between(0, 1);
      crackle(mix, gain, size * size * size * size);
    }
  }

  private static void crackle(Mix mix, float gain, double size) {
    int start = (int) mix.between(0, mix.length);
    int length = (int) (Mix.RATE * (0.003 + 0.03 * size));
    double hertz = mix.between(1400, 5200) * (1 - 0.6 * size);
    float pan = (float) mix.between(0.2, 0.8);
    float loud = gain * (0.10f + 0.36f * (float) size);
    Band snap = new Band();
    for (int i = 0; i < length; i++) {
      snap.take(mix.white(), hertz, 0.5f);
      float attack = Math.min(1, i / 36f);
      mix.add(start + i, loud * attack * Sine.fade(-6.0 * i / length) * snap.middle, pan, 0.12f);
    }
  }

  /** A stream over stones: a rush, and bubbles that rise in pitch as they close. */
  static void stream(Mix mix, float gain) {
    for (int c = 0; c < 2; c++) {
      Band rush = new Band();
      Band deep = new Band();
      double offset = mix.between(0, 1);
      for (int i = 0; i < mix.length; i++) {
        double t = i / (double) Mix.RATE;
        float white = mix.white();
        float ripple = 0.75f + 0.25f * Sine.turns(t * 0.9 + offset) * Sine.turns(t * 2.3);
        rush.take(white, 1900, 1.4f);
        deep.take(white, 420, 1.2f);
        mix.channel(c)[i] += gain * ripple * (0.035f * rush.middle + 0.03f * deep.middle);
      }
    }
    int bubbles = (int) (mix.length * 85L / Mix.RATE);
    for (int k = 0; k < bubbles; k++) {
      int start = (int) mix.between(0, mix.length);
      double hertz = 350 + 1700 * mix.between(0, 1) * mix.between(0, 1);
      float pan = (float) mix.between(0.1, 0.9);
      float loud = gain * (float) (0.09 * mix.between(0.1, 1) * 500 / (hertz + 300));
      int length = (int) (Mix.RATE * mix.between(0.015, 0.06));
      double turns = 0;
      for (int i = 0; i < length; i++) {
        turns += hertz * (1 + 0.5 * i / length) / Mix.RATE;
        float envelope = Math.min(1, i / 40f) * Sine.fade(-5.0 * i / length);
        mix.add(start + i, loud * envelope * Sine.turns(turns), pan, 0.15f);
      }
    }
  }
}
