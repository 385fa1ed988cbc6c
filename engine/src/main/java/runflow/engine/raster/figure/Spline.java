package runflow.engine.raster.figure;

/** Curves through the sections of a body. */
final class Spline {
  private Spline() {}

  /**
   * Sections between those given, on a curve through them all.
   *
   * @param given of each: x, y, radius, and then, where they are not 0 and 1, how much of it has
   *     the other skin and how dense it is
   * @param steps sections from one given to the next
   */
  static double[][] through(double[][] given, int steps) {
    int spans = given.length - 1;
    double[][] out = new double[spans * steps + 1][Part.Form.SECTION];
    for (int i = 0; i < out.length; i++) {
      int span = Math.min(i / steps, spans - 1);
      double t = (i - span * steps) / (double) steps;
      double[] a = given[span];
      double[] b = given[span + 1];
      double[] before = given[Math.max(0, span - 1)];
      double[] after = given[Math.min(spans, span + 2)];
      for (int k = 0; k < Part.Form.SECTION; k++) {
        double own = k == 4 ? 1 : 0;
        double from = k < a.length ? a[k] : own;
        double to = k < b.length ? b[k] : own;
        out[i][k] = k < 3 ? curve(before[k], from, to, after[k], t) : from + (to - from) * t;
      }
    }
    return out;
  }

  private static double curve(double before, double a, double b, double after, double t) {
    double m0 = (b - before) / 2;
    double m1 = (after - a) / 2;
    double t2 = t * t;
    double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * a
        + (t3 - 2 * t2 + t) * m0
        + (3 * t2 - 2 * t3) * b
        + (t3 - t2) * m1;
  }
}
