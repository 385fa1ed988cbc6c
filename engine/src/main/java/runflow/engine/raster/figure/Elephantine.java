package runflow.engine.raster.figure;

/** An elephant: ears that fan, tusks, and a trunk that swings. */
final class Elephantine implements Trim {
  private static final double[][] TRUNK = {
    {-0.84, 1.92, 0.58},
    {-0.58, 1.90, 0.70},
    {-0.36, 1.87, 0.755},
    {-0.15, 1.86, 0.78},
    {0.30, 1.89, 0.80},
    {0.68, 1.98, 0.79},
    {0.90, 2.02, 0.66}
  };
  private static final double[][] NECK = {
    {0.70, 2.08, 0.70, 0, 0},
    {0.95, 2.22, 0.58, 0, 0.9},
    {1.20, 2.36, 0.47}
  };
  private static final double[][] HEAD = {
    {1.10, 2.42, 0.42},
    {1.32, 2.38, 0.45},
    {1.52, 2.14, 0.36},
    {1.66, 1.84, 0.25}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.72, 1.85},
          new double[] {0.68, 1.34},
          new double[] {0.72, 0.70},
          new double[] {0.71, 0.33},
          new double[] {0.72, 0.095},
          new double[] {0.50, 0.32, 0.25, 0.22, 0.20, 0.215, 0.14},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.80, 1.78},
          new double[] {-0.60, 1.10},
          new double[] {-0.80, 0.50},
          new double[] {-0.79, 0.33},
          new double[] {-0.79, 0.095},
          new double[] {0.56, 0.34, 0.25, 0.205, 0.20, 0.21, 0.14},
          true);
  private static final Gait GAIT = new Gait(1.75, 0.66, 0.46, 0.16, Gait.WALK, 2, 0.022);
  private static final Coat IVORY =
      new Coat(Skin.matt(0.62, 0.56, 0.44), Skin.matt(0.40, 0.33, 0.24));

  private final Coat coat;

  private Elephantine(Coat coat) {
    this.coat = coat;
  }

  static Quadruped elephant() {
    Skin hide = Skin.matt(0.165, 0.15, 0.14);
    Coat coat = new Coat(hide, Skin.matt(0.115, 0.10, 0.092));
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.03, FORE, HIND);
    Hoof foot = new Hoof(Coat.plain(hide), Skin.matt(0.12, 0.105, 0.095), 0.7);
    return new Quadruped(build, new Quadruped.Cover(coat, 0.6, foot), GAIT, new Elephantine(coat));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    double[] dock = posture.body(-1.35, 2.16);
    double[][] rest = {
      {dock[0] + 0.14, dock[1] + 0.02, 0.06},
      {dock[0] - 0.05, dock[1] - 0.25, 0.05},
      {dock[0] - 0.09, dock[1] - 0.62, 0.035},
      {dock[0] - 0.10, dock[1] - 0.85, 0.055},
      {dock[0] - 0.10, dock[1] - 1.05, 0.012}
    };
    sketch.form(coat, 0, Spline.through(Trim.strand(rest, turn, 0.13), 2));
    tusk(sketch, posture, 0.12);
  }

  private static void tusk(Sketch sketch, Posture posture, double ahead) {
    double[][] tusk = {
      {1.54 + ahead, 1.78, 0.085, 1},
      {1.68 + ahead, 1.46, 0.075, 0.3},
      {1.90 + ahead, 1.24, 0.058},
      {2.14 + ahead, 1.20, 0.018}
    };
    sketch.form(IVORY, 0, Spline.through(posture.head(tusk), 3));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    double swing = 0.13 * Bones.sin(turn);
    double[] lip = posture.head(1.64, 1.86);
    double[][] trunk = {
      {lip[0] - 0.04, lip[1] + 0.06, 0.26, 0, 0},
      {lip[0] + 0.09, lip[1] - 0.30, 0.205},
      {lip[0] + 0.15 + 0.2 * swing, lip[1] - 0.74, 0.155, 0.1},
      {lip[0] + 0.12 + 0.6 * swing, lip[1] - 1.12, 0.12, 0.2},
      {lip[0] + 0.10 + swing, lip[1] - 1.40, 0.098, 0.3},
      {lip[0] + 0.20 + 1.3 * swing, lip[1] - 1.56, 0.08, 0.4},
      {lip[0] + 0.33 + 1.4 * swing, lip[1] - 1.54, 0.066, 0.5}
    };
    sketch.form(coat, 0.4, Spline.through(trunk, 3));
    tusk(sketch, posture, 0);
    Trim.bead(sketch, posture.head(1.52, 2.16), 0.032);
    ear(sketch, posture, 0.09 * Bones.sin(turn + 0.2));
  }

  private void ear(Sketch sketch, Posture posture, double flap) {
    double[][] rim = {
      {1.22, 2.62},
      {1.02, 2.78},
      {0.76, 2.72},
      {0.56, 2.46},
      {0.50, 2.12},
      {0.60, 1.80},
      {0.80, 1.56},
      {0.98, 1.50},
      {1.10, 1.70},
      {1.20, 2.00},
      {1.26, 2.30}
    };
    double[][] inside = new double[rim.length][];
    double[][] edge = new double[rim.length][];
    for (int i = 0; i < rim.length; i++) {
      double far = Math.max(0, 1.22 - rim[i][0]);
      double[] place = posture.head(rim[i][0] - flap * far, rim[i][1] + 0.2 * flap * far);
      edge[i] = place;
      double[] heart = posture.head(1.0 - 0.3 * flap, 2.16);
      inside[i] =
          new double[] {
            heart[0] + (place[0] - heart[0]) * 0.97 + 0.02,
            heart[1] + (place[1] - heart[1]) * 0.97 + 0.025
          };
    }
    Skin dark = Skin.matt(coat.main().colour().times(0.62f));
    sketch.facing(dark, -0.2, -0.1, outline(edge));
    sketch.facing(coat.main(), -0.35, 0.22, outline(inside));
  }

  private static double[] outline(double[][] corners) {
    double[][] ring = new double[corners.length + 1][];
    for (int i = 0; i < ring.length; i++) {
      double[] c = corners[i % corners.length];
      ring[i] = new double[] {c[0], c[1], 0};
    }
    double[][] curve = Spline.through(ring, 4);
    double[] out = new double[2 * curve.length];
    for (int i = 0; i < curve.length; i++) {
      out[2 * i] = curve[i][0];
      out[2 * i + 1] = curve[i][1];
    }
    return out;
  }
}
