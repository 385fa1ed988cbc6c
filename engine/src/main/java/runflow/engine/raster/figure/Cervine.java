package runflow.engine.raster.figure;

/** A stag: antlers, and a pale rump under a short tail. */
final class Cervine implements Trim {
  private static final double[][] TRUNK = {
    {-0.43, 0.905, 0.14},
    {-0.38, 0.90, 0.16},
    {-0.24, 0.90, 0.17},
    {-0.06, 0.885, 0.162},
    {0.12, 0.865, 0.182},
    {0.29, 0.86, 0.20},
    {0.37, 0.885, 0.18},
    {0.415, 0.905, 0.155}
  };
  private static final double[][] NECK = {
    {0.33, 0.92, 0.165, 0, 0},
    {0.42, 0.98, 0.155, 0, 0.9},
    {0.53, 1.11, 0.132},
    {0.615, 1.26, 0.106},
    {0.665, 1.39, 0.08},
    {0.68, 1.44, 0.058}
  };
  private static final double[][] HEAD = {
    {0.645, 1.425, 0.06},
    {0.70, 1.405, 0.076},
    {0.79, 1.345, 0.054},
    {0.88, 1.28, 0.037},
    {0.925, 1.25, 0.03, 0.7}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.33, 0.90},
          new double[] {0.29, 0.68},
          new double[] {0.315, 0.37},
          new double[] {0.305, 0.115},
          new double[] {0.345, 0.025},
          new double[] {0.135, 0.075, 0.046, 0.03, 0.0195, 0.025, 0.027},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.33, 0.88},
          new double[] {-0.22, 0.66},
          new double[] {-0.48, 0.43},
          new double[] {-0.435, 0.125},
          new double[] {-0.395, 0.025},
          new double[] {0.17, 0.105, 0.058, 0.036, 0.022, 0.027, 0.027},
          true);
  private static final Gait GAIT = new Gait(1.25, 0.62, 0.27, 0.13, Gait.WALK, 2, 0.010);
  private static final Coat BONE =
      new Coat(Skin.matt(0.17, 0.115, 0.07), Skin.matt(0.42, 0.36, 0.27));
  private static final Coat PALE = Coat.plain(Skin.matt(0.42, 0.34, 0.24));

  private final Coat coat;

  private Cervine(Coat coat) {
    this.coat = coat;
  }

  static Quadruped deer() {
    Skin back = Skin.matt(0.20, 0.098, 0.046);
    Coat coat = new Coat(back, Skin.matt(0.33, 0.235, 0.15));
    Coat leg = new Coat(back, Skin.matt(0.105, 0.06, 0.034));
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.045, FORE, HIND);
    Hoof foot = new Hoof(leg, Skin.matt(0.03, 0.025, 0.022), 0.7);
    return new Quadruped(build, new Quadruped.Cover(coat, 0.9, foot), GAIT, new Cervine(coat));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    antler(sketch, posture, 0.075);
    ear(sketch, posture, 0.05, 0.03, turn);
  }

  private void ear(Sketch sketch, Posture posture, double x, double y, double turn) {
    double twitch = 0.012 * Bones.sin(turn * 0.5 + x);
    double[][] ear = {
      {0.645 + x, 1.465 + y, 0.018},
      {0.60 + x, 1.495 + y + twitch, 0.032},
      {0.545 + x, 1.535 + y + twitch, 0.006}
    };
    sketch.form(coat, 0.8, Spline.through(posture.head(ear), 2));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    double[][] rump = {{-0.50, 0.975, 0.05, 0, 0}, {-0.53, 0.90, 0.05}, {-0.51, 0.80, 0.03, 0, 0}};
    sketch.form(PALE, 0, Spline.through(posture.body(rump), 3));
    double flick = 0.015 * Bones.sin(turn * 2);
    double[][] tail = {{-0.50, 1.005, 0.028}, {-0.565, 0.955, 0.03}, {-0.585, 0.87 + flick, 0.008}};
    sketch.form(coat, 0, Spline.through(posture.body(tail), 2));
    Trim.bead(sketch, posture.head(0.745, 1.405), 0.013);
    antler(sketch, posture, 0);
    ear(sketch, posture, 0, 0, turn);
  }

  /** A beam that sweeps back and up, and tines that rise from its front. */
  private static void antler(Sketch sketch, Posture posture, double ahead) {
    double[][] beam = {
      {0.675, 1.465, 0.02},
      {0.635, 1.56, 0.017},
      {0.575, 1.68, 0.0155},
      {0.565, 1.81, 0.0135, 0.2},
      {0.625, 1.935, 0.011, 0.6},
      {0.70, 2.03, 0.005, 1}
    };
    double[][][] tines = {
      {{0.665, 1.50, 0.013}, {0.745, 1.535, 0.011, 0.3}, {0.80, 1.60, 0.004, 1}},
      {{0.62, 1.595, 0.012}, {0.70, 1.65, 0.0095, 0.4}, {0.74, 1.735, 0.004, 1}},
      {{0.567, 1.76, 0.012}, {0.645, 1.80, 0.009, 0.5}, {0.69, 1.87, 0.004, 1}},
      {{0.60, 1.89, 0.01, 0.4}, {0.57, 1.96, 0.008, 0.8}, {0.565, 2.04, 0.004, 1}}
    };
    sketch.form(BONE, 0, Spline.through(posture.head(shifted(beam, ahead)), 3));
    for (double[][] tine : tines) {
      sketch.form(BONE, 0, Spline.through(posture.head(shifted(tine, ahead)), 2));
    }
  }

  /** The antler of the other side, which is seen a little turned. */
  private static double[][] shifted(double[][] rest, double ahead) {
    double[][] out = new double[rest.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = rest[i].clone();
      out[i][0] += ahead * (0.4 + 1.2 * (rest[i][1] - 1.46));
    }
    return out;
  }
}
