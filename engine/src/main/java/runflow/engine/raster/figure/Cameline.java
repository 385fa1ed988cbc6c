package runflow.engine.raster.figure;

/** A dromedary: a hump under a blanket, and a neck that hangs before it rises. */
final class Cameline implements Trim {
  private static final double[][] TRUNK = {
    {-0.56, 1.50, 0.205},
    {-0.47, 1.50, 0.24},
    {-0.32, 1.50, 0.255},
    {-0.08, 1.46, 0.285},
    {0.18, 1.41, 0.325},
    {0.40, 1.39, 0.345},
    {0.54, 1.41, 0.29},
    {0.66, 1.42, 0.18}
  };
  private static final double[][] NECK = {
    {0.48, 1.42, 0.27, 0, 0},
    {0.66, 1.37, 0.215, 0, 0.9},
    {0.86, 1.36, 0.155},
    {1.04, 1.45, 0.13},
    {1.15, 1.65, 0.112},
    {1.205, 1.88, 0.098},
    {1.235, 2.07, 0.088}
  };
  private static final double[][] HEAD = {
    {1.215, 2.10, 0.085},
    {1.31, 2.125, 0.098},
    {1.44, 2.085, 0.073},
    {1.57, 2.03, 0.062},
    {1.645, 1.995, 0.05, 0.3}
  };
  private static final double[][] HUMP = {
    {-0.06, 1.58, 0.30, 0, 0},
    {-0.055, 1.70, 0.27, 0, 0.95},
    {-0.06, 1.84, 0.20},
    {-0.075, 1.93, 0.14}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.42, 1.46},
          new double[] {0.40, 1.10},
          new double[] {0.43, 0.60},
          new double[] {0.42, 0.16},
          new double[] {0.47, 0.05},
          new double[] {0.24, 0.12, 0.082, 0.062, 0.042, 0.05, 0.058},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.44, 1.46},
          new double[] {-0.28, 1.07},
          new double[] {-0.60, 0.68},
          new double[] {-0.55, 0.17},
          new double[] {-0.50, 0.05},
          new double[] {0.23, 0.145, 0.09, 0.062, 0.043, 0.05, 0.06},
          true);
  private static final Gait GAIT = new Gait(1.65, 0.64, 0.43, 0.2, Gait.AMBLE, 2, 0.018);
  private static final Skin CLOTH = Skin.matt(0.20, 0.035, 0.035);
  private static final Skin BORDER = Skin.matt(0.36, 0.235, 0.08);
  private static final Skin DARK = Skin.matt(0.06, 0.035, 0.06);

  /** The blanket from the back to its hem. */
  private static final Skin[] STRIPES = {CLOTH, CLOTH, BORDER, DARK, BORDER, CLOTH, BORDER};

  private final Coat coat;

  private Cameline(Coat coat) {
    this.coat = coat;
  }

  static Quadruped camel() {
    Skin back = Skin.matt(0.31, 0.195, 0.10);
    Coat coat = new Coat(back, Skin.matt(0.36, 0.25, 0.145));
    Coat leg = new Coat(back, Skin.matt(0.25, 0.165, 0.095));
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.035, FORE, HIND);
    Hoof foot = new Hoof(leg, Skin.matt(0.17, 0.115, 0.07), 0.9);
    return new Quadruped(build, new Quadruped.Cover(coat, 0.5, foot), GAIT, new Cameline(coat));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    double[] dock = posture.body(-0.75, 1.55);
    double[][] rest = {
      {dock[0] + 0.03, dock[1], 0.03},
      {dock[0] - 0.04, dock[1] - 0.12, 0.024},
      {dock[0] - 0.06, dock[1] - 0.30, 0.02},
      {dock[0] - 0.07, dock[1] - 0.42, 0.034},
      {dock[0] - 0.06, dock[1] - 0.52, 0.008}
    };
    sketch.form(coat, 0, Spline.through(Trim.strand(rest, turn, 0.05), 2));
    sketch.form(coat, 0, Spline.through(posture.body(HUMP), 2));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    double sway = 0.015 * Bones.sin(2 * turn + 0.2);
    for (int i = 0; i < STRIPES.length; i++) {
      stripe(sketch, posture, i, sway);
    }
    sketch.form(coat, 0, Spline.through(posture.body(HUMP), 3));
    double[][] ear = {{1.235, 2.17, 0.024}, {1.215, 2.215, 0.022}, {1.20, 2.255, 0.006}};
    sketch.form(coat, 0, Spline.through(posture.head(ear), 1));
    Trim.bead(sketch, posture.head(1.335, 2.155), 0.016);
    double[] halter = posture.head(1.42, 2.16);
    double[] chin = posture.head(1.415, 2.015);
    sketch.limb(BORDER, halter[0], halter[1] - 0.01, 0.013, chin[0], chin[1] + 0.01, 0.013);
  }

  /** A stripe of the blanket, which turns from the back down to the flank. */
  private static void stripe(Sketch sketch, Posture posture, int number, double sway) {
    double upper = StrictMath.cos(Math.PI * (0.06 + 0.094 * number));
    double lower = StrictMath.cos(Math.PI * (0.06 + 0.094 * (number + 1.02)));
    int steps = 6;
    double[] outline = new double[4 * (steps + 1)];
    for (int i = 0; i <= steps; i++) {
      double t = i / (double) steps;
      double x = -0.44 + 0.76 * t;
      double axis = 1.47 - 0.055 * t + 0.02 * StrictMath.sin(Math.PI * t);
      double radius = 0.285 + 0.055 * t;
      double hang = number * sway * 0.2;
      double[] top = posture.body(x + hang, axis + radius * upper);
      double[] bottom = posture.body(x + hang, axis + radius * lower);
      outline[2 * i] = top[0];
      outline[2 * i + 1] = top[1];
      outline[outline.length - 2 * i - 2] = bottom[0];
      outline[outline.length - 2 * i - 1] = bottom[1];
    }
    sketch.facing(STRIPES[number], 0, 0.5 * (upper + lower), outline);
  }
}
