package runflow.engine.sound;

/**
 * A tone that lasts or dies away, made by turning a pointer a little each sample: a few times
 * cheaper than a look at a table, and the same bits everywhere.
 */
final class Ring {
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
    double turn = 2 * decay * StrictMath.cos(angle);
    double back = decay * decay;
    double before = level / decay * StrictMath.sin(start - angle);
    double now = level * StrictMath.sin(start);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (float) now;
      double next = turn * now - back * before;
      before = now;
      now = next;
    }
  }
}
