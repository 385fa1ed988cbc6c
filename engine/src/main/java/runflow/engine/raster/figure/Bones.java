package runflow.engine.raster.figure;

/** Where the joints of walking legs and swinging arms are. */
final class Bones {
  private Bones() {}

  static double sin(double turns) {
    return StrictMath.sin(turns * 2 * Math.PI);
  }

  /**
   * Where a foot is in its cycle, from the hip: it stays on the ground and moves back for a share
   * of the cycle, then swings forward through the air.
   *
   * @param cycle 0 to 1, from when the foot comes down
   * @param duty share of the cycle on the ground
   * @param reach metres from the hip where it comes down
   * @param lift metres over the ground at most
   * @return x from the hip and y over the ground
   */
  static double[] foot(double cycle, double duty, double reach, double lift) {
    double c = cycle - StrictMath.floor(cycle);
    if (c < duty) {
      return new double[] {reach * (1 - 2 * c / duty), 0};
    }
    double s = (c - duty) / (1 - duty);
    double ease = s * s * (3 - 2 * s);
    return new double[] {reach * (2 * ease - 1), lift * StrictMath.sin(Math.PI * s)};
  }

  /**
   * The joint between two bones that reach from a to b.
   *
   * @param bend 1 for a joint to the front, -1 for one to the back
   */
  static double[] joint(double[] a, double[] b, double upper, double lower, double bend) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double d = Math.min(StrictMath.sqrt(dx * dx + dy * dy), (upper + lower) * 0.999);
    double along = (upper * upper - lower * lower + d * d) / (2 * d);
    double off = StrictMath.sqrt(Math.max(0, upper * upper - along * along)) * bend;
    double ux = dx / d;
    double uy = dy / d;
    return new double[] {a[0] + ux * along - uy * off, a[1] + uy * along + ux * off};
  }
}
