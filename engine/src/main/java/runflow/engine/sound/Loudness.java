package runflow.engine.sound;

import java.util.Arrays;

/**
 * Loudness and true peak as ITU-R BS.1770 measures them, of stereo sound at 48 kHz. Pure functions.
 */
public final class Loudness {
  /** What silence measures. */
  public static final double SILENCE = -70;

  private static final double[] SHELF = {
    1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
  };
  private static final double[] PASS = {1, -2, 1, -1.99004745483398, 0.99007225036621};

  /** A block is 400 ms of four such steps, and a new one begins with each. */
  private static final int STEP = Track.RATE / 10;

  private static final int STEPS = 4;
  private static final double RELATIVE_GATE = -10;

  /** Three places between two samples, each from twelve samples around it. */
  private static final int TAPS = 12;

  private static final float[][] BETWEEN = between();

  private Loudness() {}

  /**
   * Integrated loudness in LUFS, with both gates; {@link #SILENCE} if nothing passes them.
   *
   * @throws InterruptedException if the thread was interrupted before
   */
  public static double lufs(float[] left, float[] right) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    double[] power = power(left, right);
    double[] blocks = new double[Math.max(0, power.length - STEPS + 1)];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = Arrays.stream(power, i, i + STEPS).sum() / STEPS;
    }
    double first = mean(blocks, SILENCE);
    return mean(blocks, Math.max(SILENCE, first + RELATIVE_GATE));
  }

  /** The loudness of the blocks above a gate. */
  private static double mean(double[] blocks, double gate) {
    double power = Arrays.stream(blocks).filter(block -> level(block) > gate).average().orElse(0);
    return Math.max(SILENCE, level(power));
  }

  private static double level(double power) {
    return power <= 0 ? SILENCE : -0.691 + 10 * StrictMath.log10(power);
  }

  /** The mean square of each step of both sides together, in one loop, as neither waits then. */
  private static double[] power(float[] left, float[] right) {
    double[] power = new double[left.length / STEP];
    Weighting one = new Weighting();
    Weighting other = new Weighting();
    for (int step = 0; step < power.length; step++) {
      double sum = 0;
      for (int i = step * STEP; i < (step + 1) * STEP; i++) {
        double x = one.take(left[i]);
        double y = other.take(right[i]);
        sum += x * x + y * y;
      }
      power[step] = sum / STEP;
    }
    return power;
  }

  /** How ears weigh what they hear: two filters, one after the other. */
  private static final class Weighting {
    private double shelf0;
    private double shelf1;
    private double pass0;
    private double pass1;

    double take(double sample) {
      double y = SHELF[0] * sample + shelf0;
      shelf0 = SHELF[1] * sample - SHELF[3] * y + shelf1;
      shelf1 = SHELF[2] * sample - SHELF[4] * y;
      double z = PASS[0] * y + pass0;
      pass0 = PASS[1] * y - PASS[3] * z + pass1;
      pass1 = PASS[2] * y - PASS[4] * z;
      return z;
    }
  }

  /** The highest level between samples too, as a factor of full scale. */
  public static float truePeak(float[] channel) {
    float peak = 0;
    for (float v : channel) {
      peak = Math.max(peak, Math.abs(v));
    }
    float worth = peak * 0.7f;
    for (int i = TAPS / 2; i < channel.length - TAPS / 2; i++) {
      if (Math.abs(channel[i]) > worth || Math.abs(channel[i - 1]) > worth) {
        for (float[] taps : BETWEEN) {
          float sum = 0;
          for (int k = 0; k < TAPS; k++) {
            sum += taps[k] * channel[i - TAPS / 2 + k];
          }
          peak = Math.max(peak, Math.abs(sum));
        }
      }
    }
    return peak;
  }

  private static float[][] between() {
    float[][] out = new float[3][TAPS];
    for (int phase = 0; phase < 3; phase++) {
      double place = TAPS / 2.0 - 1 + (phase + 1) / 4.0;
      double total = 0;
      for (int k = 0; k < TAPS; k++) {
        double x = Math.PI * (k - place);
        double window = 0.5 + 0.5 * StrictMath.cos(x / (TAPS / 2.0 + 0.5));
        out[phase][k] = (float) (StrictMath.sin(x) / x * window);
        total += out[phase][k];
      }
      for (int k = 0; k < TAPS; k++) {
        out[phase][k] /= (float) total;
      }
    }
    return out;
  }
}
