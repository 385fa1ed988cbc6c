package runflow.engine.raster.figure;

/** What one kind of animal has beside trunk, head and legs: its tail, its ears, what it carries. */
interface Trim {
  /** An eye, or a nose. */
  Skin EYE = Skin.matt(0.05, 0.032, 0.024);

  /** Adds what the body hides in part. */
  void behind(Sketch sketch, Posture posture, double turn);

  /** Adds what lies before body and head. */
  void before(Sketch sketch, Posture posture, double turn);

  /** Adds an eye, or a nose, at a place. */
  static void bead(Sketch sketch, double[] place, double radius) {
    sketch.ball(EYE, place[0], place[1], radius);
  }

  /** Adds an ear. */
  static void ear(Sketch sketch, Posture posture, Coat coat, double[][] ear) {
    sketch.form(coat, 0, Spline.through(posture.head(ear), 2));
  }

  /** Sections so far ahead and so far up. */
  static double[][] shifted(double[][] rest, double x, double y) {
    double[][] out = new double[rest.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = rest[i].clone();
      out[i][0] += x;
      out[i][1] += y;
    }
    return out;
  }

  /** A strand that hangs or streams, and waves more towards its tip. */
  static double[][] strand(double[][] rest, double turn, double wave) {
    double[][] out = new double[rest.length][];
    for (int i = 0; i < out.length; i++) {
      double far = i / (double) (out.length - 1);
      out[i] = rest[i].clone();
      out[i][1] += wave * far * Bones.sin(turn - 0.45 * far);
      out[i][0] += 0.4 * wave * far * Bones.sin(turn - 0.45 * far + 0.3);
    }
    return out;
  }
}
