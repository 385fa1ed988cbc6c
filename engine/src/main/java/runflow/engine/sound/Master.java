package runflow.engine.sound;

import java.util.Arrays;

/**
 * The last step of a mix: fades at both ends, one loudness for all, and no sample beyond the limit.
 */
final class Master {
  /** Wanted loudness, as BS.1770 measures it, in LUFS. */
  private static final double LOUDNESS = -16;

  private static final float LIMIT = 0.84f;
  private static final int BLOCK = Mix.RATE / 200;

  private Master() {}

  static Track finish(Mix mix) throws InterruptedException {
    fade(mix);
    double power = power(mix.left) + power(mix.right);
    if (power > 1e-12) {
      double loudness = -0.691 + 10 * StrictMath.log10(power);
      float gain = (float) StrictMath.pow(10, (LOUDNESS - loudness) / 20);
      scale(mix.left, gain);
      scale(mix.right, gain);
      limit(mix);
    }
    return new Track(mix.left, mix.right);
  }

  private static void fade(Mix mix) {
    int in = Math.min(mix.length / 4, Mix.RATE / 12);
    int out = Math.min(mix.length / 3, Mix.RATE * 6 / 10);
    for (int i = 0; i < mix.length; i++) {
      float k = Math.min(1, i / (float) in) * Math.min(1, (mix.length - i) / (float) out);
      mix.left[i] *= k;
      mix.right[i] *= k;
    }
  }

  private static void scale(float[] channel, float gain) {
    for (int i = 0; i < channel.length; i++) {
      channel[i] *= gain;
    }
  }

  /** Mean square after the two filters of BS.1770 for 48 kHz, over what is not near silence. */
  private static double power(float[] channel) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    double[] shelf = {1.53512485958697, -2.69169618940638, 1.19839281085285};
    double[] shelfBack = {-1.69065929318241, 0.73248077421585};
    double[] pass = {1, -2, 1};
    double[] passBack = {-1.99004745483398, 0.99007225036621};
    double[] s = new double[2];
    double[] p = new double[2];
    double sum = 0;
    for (float sample : channel) {
      double y = filter(filter(sample, shelf, shelfBack, s), pass, passBack, p);
      sum += y * y;
    }
    return sum / Math.max(1, channel.length);
  }

  private static double filter(double x, double[] b, double[] a, double[] state) {
    double y = b[0] * x + state[0];
    state[0] = b[1] * x - a[0] * y + state[1];
    state[1] = b[2] * x - a[1] * y;
    return y;
  }

  /** Turns loud places down, a little before and after too, so that nothing clips or clicks. */
  private static void limit(Mix mix) {
    int blocks = mix.length / BLOCK + 1;
    float[] needed = new float[blocks + 2];
    Arrays.fill(needed, 1);
    for (int i = 0; i < mix.length; i++) {
      float peak = Math.max(Math.abs(mix.left[i]), Math.abs(mix.right[i]));
      if (peak > LIMIT) {
        int block = i / BLOCK + 1;
        needed[block] = Math.min(needed[block], LIMIT / peak);
      }
    }
    float[] gain = new float[blocks + 2];
    for (int b = 0; b < gain.length; b++) {
      float before = b > 0 ? needed[b - 1] : 1;
      float after = b + 1 < needed.length ? needed[b + 1] : 1;
      gain[b] = Math.min(needed[b], Math.min(before, after));
    }
    for (int i = 0; i < mix.length; i++) {
      float place = i / (float) BLOCK + 0.5f;
      int b = (int) place;
      float k = gain[b] + (gain[Math.min(blocks + 1, b + 1)] - gain[b]) * (place - b);
      mix.left[i] = Math.max(-LIMIT, Math.min(LIMIT, mix.left[i] * k));
      mix.right[i] = Math.max(-LIMIT, Math.min(LIMIT, mix.right[i] * k));
    }
  }
}
