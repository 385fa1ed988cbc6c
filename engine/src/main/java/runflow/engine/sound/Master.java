package runflow.engine.sound;

import java.util.Arrays;

/**
 * The last step of a mix: fades at both ends, one loudness for all, and no peak beyond the limit.
 */
final class Master {
  /** Wanted loudness in LUFS. */
  static final double LOUDNESS = -16;

  /** A decibel below full scale, between samples too. */
  static final float MOST_PEAK = 0.891f;

  private static final int BLOCK = Mix.RATE / 400;
  private static final int ROUNDS = 10;
  private static final double NEAR = 0.25;

  /** What the limiter takes back of each step, made up for. */
  private static final double PUSH = 1.8;

  /** How much louder one side may be, as energy: a decibel. */
  private static final double MOST_OFF = 1.26;

  private static final float FIRST_CEILING = 0.85f;

  private Master() {}

  static Track finish(Mix mix) throws InterruptedException {
    fade(mix);
    balance(mix);
    double loudness = Loudness.lufs(mix.left, mix.right);
    if (loudness <= Loudness.SILENCE) {
      return new Track(mix.left, mix.right);
    }
    float ceiling = FIRST_CEILING;
    double gain = LOUDNESS - loudness;
    Track track = limited(mix, gain, ceiling);
    for (int round = 0; round < ROUNDS; round++) {
      float peak = Math.max(Loudness.truePeak(track.left()), Loudness.truePeak(track.right()));
      double missing = LOUDNESS - Loudness.lufs(track.left(), track.right());
      if (peak <= MOST_PEAK && Math.abs(missing) < NEAR) {
        break;
      }
      ceiling *= Math.min(1, MOST_PEAK / peak * 0.995f);
      gain += missing * (missing > NEAR ? PUSH : 1);
      track = limited(mix, gain, ceiling);
    }
    return track;
  }

  /** Brings the sides together where one is louder by more than a decibel. */
  private static void balance(Mix mix) {
    double left = energy(mix.left);
    double right = energy(mix.right);
    if (left <= 0 || right <= 0) {
      return;
    }
    double off = left / right;
    double kept = Math.max(1 / MOST_OFF, Math.min(MOST_OFF, off));
    float gain = (float) Math.sqrt(Math.sqrt(kept / off));
    for (int i = 0; i < mix.length; i++) {
      mix.left[i] *= gain;
      mix.right[i] /= gain;
    }
  }

  private static double energy(float[] channel) {
    double sum = 0;
    for (float v : channel) {
      sum += v * (double) v;
    }
    return sum;
  }

  private static void fade(Mix mix) {
    int in = Math.min(mix.length / 4, Mix.RATE / 12);
    int out = Math.min(mix.length / 3, Mix.RATE * 6 / 10);
    for (int i = 0; i < mix.length; i++) {
      float k = Math.min(1, i / (float) in) * Math.min(1, (mix.length - 1 - i) / (float) out);
      mix.left[i] *= k;
      mix.right[i] *= k;
    }
  }

  /**
   * The mix, louder by so many decibels, turned down a little around each place beyond a ceiling.
   */
  private static Track limited(Mix mix, double decibels, float ceiling) {
    float loud = (float) StrictMath.pow(10, decibels / 20);
    int blocks = mix.length / BLOCK + 1;
    float[] needed = new float[blocks + 2];
    Arrays.fill(needed, 1);
    for (int i = 0; i < mix.length; i++) {
      float peak = loud * Math.max(Math.abs(mix.left[i]), Math.abs(mix.right[i]));
      if (peak > ceiling) {
        int block = i / BLOCK + 1;
        needed[block] = Math.min(needed[block], ceiling / peak);
      }
    }
    float[] gain = eased(needed);
    float[] left = new float[mix.length];
    float[] right = new float[mix.length];
    for (int i = 0; i < mix.length; i++) {
      float place = i / (float) BLOCK + 0.5f;
      int b = (int) place;
      float k = gain[b] + (gain[Math.min(blocks + 1, b + 1)] - gain[b]) * (place - b);
      left[i] = Math.max(-ceiling, Math.min(ceiling, mix.left[i] * k * loud));
      right[i] = Math.max(-ceiling, Math.min(ceiling, mix.right[i] * k * loud));
    }
    return new Track(left, right);
  }

  /** Comes down before a loud place and goes up again slowly after it. */
  private static float[] eased(float[] needed) {
    float[] gain = needed.clone();
    for (int b = 1; b < gain.length; b++) {
      gain[b] = Math.min(gain[b], gain[b - 1] + (1 - gain[b - 1]) * 0.03f + 0.002f);
    }
    for (int b = gain.length - 2; b >= 0; b--) {
      gain[b] = Math.min(gain[b], gain[b + 1] * 1.35f);
    }
    float[] safe = gain.clone();
    for (int b = 0; b < gain.length; b++) {
      float before = b > 0 ? gain[b - 1] : gain[b];
      float after = b + 1 < gain.length ? gain[b + 1] : gain[b];
      safe[b] = Math.min(gain[b], Math.min(before, after));
    }
    return safe;
  }
}
