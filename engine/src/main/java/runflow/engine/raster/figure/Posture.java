package runflow.engine.raster.figure;

/**
 * How an animal's body is held at one moment.
 *
 * @param rise metres above its rest
 * @param pitch metres that it rises for each metre towards the head
 * @param nape where the neck begins: x, y
 * @param nod how far head and neck are turned up around it, in radians
 */
@SuppressWarnings("ArrayRecordComponent")
record Posture(double rise, double pitch, double[] nape, double nod) {
  /** Where a place of the body at rest is. */
  double[] body(double... rest) {
    return new double[] {rest[0], rest[1] + rise + pitch * rest[0]};
  }

  /**
   * Where a place of the head or the neck at rest is; the nearer to the nape, the less it moves.
   */
  double[] head(double... rest) {
    double dx = rest[0] - nape[0];
    double dy = rest[1] - nape[1];
    double far = Math.min(1, StrictMath.sqrt(dx * dx + dy * dy) / 0.25);
    double turn = nod * far;
    return body(rest[0] - dy * turn, rest[1] + dx * turn);
  }

  /** Sections of the body. */
  double[][] body(double[][] rest) {
    return moved(rest, false);
  }

  /** Sections of the head and the neck. */
  double[][] head(double[][] rest) {
    return moved(rest, true);
  }

  private double[][] moved(double[][] rest, boolean head) {
    double[][] out = new double[rest.length][];
    for (int i = 0; i < out.length; i++) {
      double[] place = head ? head(rest[i][0], rest[i][1]) : body(rest[i][0], rest[i][1]);
      out[i] = rest[i].clone();
      out[i][0] = place[0];
      out[i][1] = place[1];
    }
    return out;
  }
}
