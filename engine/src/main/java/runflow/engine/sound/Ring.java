package runflow.engine.sound;

/**
 * A tone that lasts or dies away, made by turning a pointer a little each sample: a few times
 * cheaper than a look at a table, and the same bits everywhere.
 */
final class Ring {
  /** Pointers that turn side by side, each a few samples at once: one alone waits for itself. */
  private static final int LANES = 4;

  private Ring() {}

  /**
   * Adds a tone to samples, from the first on.
   *
   * @param turns where in its wave it begins, in whole turns
   * @param decay what is left of its level after one sample, at most 1
   */
  static void add(float[] sum, double hertz, double turns, double decay, double level) {
    double angle = 2 * Math.PI * hertz / Track.RATE;
    double start = 2 * Math.PI * turns;
    double far = StrictMath.pow(decay, LANES);
    double turn = 2 * far * StrictMath.cos(LANES * angle);
    double back = far * far;
    double[] before = new double[LANES];
    double[] now = new double[LANES];
    double loud = level;
    for (int k = 0; k < LANES; k++) {
      before[k] = loud / far * StrictMath.sin(start + (k - LANES) * angle);
      now[k] = loud * StrictMath.sin(start + k * angle);
      loud *= decay;
    }
    add(sum, turn, back, before, now);
  }

  private static void add(float[] sum, double turn, double back, double[] before, double[] now) {
    double b0 = before[0];
    double b1 = before[1];
    double b2 = before[2];
    double b3 = before[3];
    double n0 = now[0];
    double n1 = now[1];
    double n2 = now[2];
    double n3 = now[3];
    int whole = sum.length / LANES * LANES;
    for (int i = 0; i < whole; i += LANES) {
      sum[i] += (float) n0;
      sum[i + 1] += (float) n1;
      sum[i + 2] += (float) n2;
      sum[i + 3] += (float) n3;
      double next0 = turn * n0 - back * b0;
      double next1 = turn * n1 - back * b1;
      double next2 = turn * n2 - back * b2;
      double next3 = turn * n3 - back * b3;
      b0 = n0;
      b1 = n1;
      b2 = n2;
      b3 = n3;
      n0 = next0;
      n1 = next1;
      n2 = next2;
      n3 = next3;
    }
    double[] rest = {n0, n1, n2};
    for (int i = whole; i < sum.length; i++) {
      sum[i] += (float) rest[i - whole];
    }
  }
}
