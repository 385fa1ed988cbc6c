package runflow.engine.sound;

/** Puts spoken words into a mix: what else is heard steps back while they last. */
final class Speaker {
  /** Seconds before the first word. */
  static final double BEFORE = 0.7;

  /** Seconds after the last. */
  static final double AFTER = 0.25;

  private static final float BACK = 0.32f;

  /** How much louder than the rest words are, as a factor. */
  private static final float OVER = 4.2f;

  private static final float RAMP = Mix.RATE * 0.3f;

  private Speaker() {}

  /**
   * Adds words; what does not fit before the end is left out, with a short fade.
   *
   * @param radio whether they come over a radio
   */
  static void say(Spoken spoken, Mix mix, boolean radio) {
    int start = (int) (BEFORE * Mix.RATE);
    int length = Math.min(spoken.samples().length, mix.length - start - (int) (AFTER * Mix.RATE));
    if (length <= 0) {
      return;
    }
    float[] words = radio ? overRadio(spoken.samples(), length) : spoken.samples();
    duck(mix, start, length);
    float bed = power(mix.left, start, length) + power(mix.right, start, length);
    float voice = power(words, 0, length);
    float loud = OVER * (float) Math.sqrt(Math.max(bed / 2, 1e-4f) / Math.max(voice, 1e-9f));
    for (int i = 0; i < length; i++) {
      float v = words[i] * loud * Math.min(1, (length - i) / 2400f);
      mix.left[start + i] += v;
      mix.right[start + i] += v;
    }
  }

  private static void duck(Mix mix, int start, int length) {
    for (int i = 0; i < mix.length; i++) {
      float outside = Math.max(start - i, i - start - length);
      float k = Math.min(1, Math.max(0, outside) / RAMP);
      float gain = BACK + (1 - BACK) * k;
      mix.left[i] *= gain;
      mix.right[i] *= gain;
    }
  }

  private static float power(float[] samples, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += samples[i] * (double) samples[i];
    }
    return (float) (sum / length);
  }

  /** A narrow band, driven a little too hard. */
  private static float[] overRadio(float[] samples, int length) {
    float[] out = new float[length];
    Band band = new Band();
    for (int i = 0; i < length; i++) {
      band.take(samples[i], 1500, 1.3f);
      float v = band.middle * 5;
      out[i] = v / (1 + Math.abs(v));
    }
    return out;
  }
}
