package runflow.engine.raster.figure;

/** A horse: mane and tail of long hair. */
final class Equine implements Trim {
  private static final double[][] TRUNK = {
    {-0.60, 1.245, 0.225},
    {-0.52, 1.25, 0.255},
    {-0.36, 1.24, 0.275},
    {-0.12, 1.205, 0.265},
    {0.14, 1.18, 0.295},
    {0.36, 1.185, 0.325},
    {0.48, 1.21, 0.30},
    {0.565, 1.245, 0.25}
  };
  private static final double[][] NECK = {
    {0.44, 1.26, 0.28, 0, 0},
    {0.58, 1.34, 0.26, 0, 0.9},
    {0.76, 1.51, 0.205},
    {0.92, 1.70, 0.15},
    {1.03, 1.845, 0.118},
    {1.09, 1.90, 0.09}
  };
  private static final double[][] HEAD = {
    {1.05, 1.875, 0.095},
    {1.12, 1.80, 0.128},
    {1.215, 1.69, 0.102},
    {1.31, 1.575, 0.078},
    {1.385, 1.485, 0.07, 0.1},
    {1.425, 1.44, 0.064, 0.5}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.46, 1.25},
          new double[] {0.45, 0.93},
          new double[] {0.485, 0.51},
          new double[] {0.47, 0.17},
          new double[] {0.535, 0.055},
          new double[] {0.22, 0.125, 0.085, 0.056, 0.036, 0.046, 0.056},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.46, 1.20},
          new double[] {-0.31, 0.89},
          new double[] {-0.66, 0.56},
          new double[] {-0.605, 0.18},
          new double[] {-0.54, 0.055},
          new double[] {0.26, 0.16, 0.105, 0.066, 0.042, 0.049, 0.057},
          true);
  private static final Gait GAIT = new Gait(0.66, 0.27, 0.39, 0.34, Gait.GALLOP, 1, 0.055);

  private final Coat hair;
  private final Coat coat;

  private Equine(Coat hair, Coat coat) {
    this.hair = hair;
    this.coat = coat;
  }

  static Quadruped horse(Skin skin) {
    boolean pale = skin.colour().luminance() > 0.25f;
    Skin points = Skin.matt(skin.colour().times(pale ? 0.72f : 0.32f));
    Skin hair = Skin.matt(skin.colour().times(pale ? 0.9f : 0.26f));
    Coat coat = new Coat(skin, points);
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.05, FORE, HIND);
    Hoof foot = new Hoof(coat, Skin.matt(0.05, 0.042, 0.038), 0.55);
    Equine trim = new Equine(Coat.plain(hair), coat);
    return new Quadruped(build, new Quadruped.Cover(coat, 0.35, foot), GAIT, trim);
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    for (int i = 0; i < 3; i++) {
      double low = 0.095 * i;
      double[] dock = posture.body(-0.78, 1.36 - 0.01 * i);
      double[][] rest = {
        {dock[0] + 0.06, dock[1], 0.035},
        {dock[0] - 0.07, dock[1] + 0.03 - 0.2 * low, 0.05},
        {dock[0] - 0.26, dock[1] - 0.05 - 0.8 * low, 0.055},
        {dock[0] - 0.46, dock[1] - 0.17 - 1.3 * low, 0.042},
        {dock[0] - 0.66 + 0.9 * low, dock[1] - 0.30 - 1.6 * low, 0.008}
      };
      sketch.form(hair, 0, Spline.through(Trim.strand(rest, turn - 0.09 * i, 0.11), 2));
    }
    ear(sketch, posture, 0.02);
  }

  private void ear(Sketch sketch, Posture posture, double ahead) {
    double[][] ear = {
      {1.055 + ahead, 1.95, 0.032}, {1.05 + ahead, 2.02, 0.03}, {1.075 + ahead, 2.10, 0.006}
    };
    sketch.form(coat, 0, Spline.through(posture.head(ear), 2));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    ear(sketch, posture, -0.015);
    double[][] crest = {
      {1.06, 1.965, 0.04},
      {0.97, 1.875, 0.055},
      {0.84, 1.73, 0.055},
      {0.68, 1.585, 0.045},
      {0.54, 1.51, 0.015}
    };
    sketch.form(hair, 0, Spline.through(posture.head(crest), 2));
    for (int i = 0; i < 9; i++) {
      double t = i / 8.0;
      double x = 1.06 - 0.50 * t;
      double y = 1.965 - 0.46 * t + 0.03 * StrictMath.sin(Math.PI * t);
      double[] root = posture.head(x, y);
      double size = (0.75 + 0.25 * ((i * 5) % 3)) * (1.15 - 0.4 * t);
      double[][] rest = {
        {root[0] + 0.03, root[1] - 0.01, 0.034},
        {root[0] - 0.06 * size, root[1] + 0.03, 0.041},
        {root[0] - 0.17 * size, root[1] - 0.03, 0.033},
        {root[0] - 0.29 * size, root[1] - 0.12 * size, 0.005}
      };
      sketch.form(hair, 0, Spline.through(Trim.strand(rest, turn - 0.13 * i, 0.06), 2));
    }
    Trim.bead(sketch, posture.head(1.165, 1.815), 0.017);
    double[] brow = posture.head(1.10, 1.93);
    double[][] lock = {
      {brow[0] - 0.02, brow[1] + 0.01, 0.03},
      {brow[0] + 0.05, brow[1] - 0.05, 0.025},
      {brow[0] + 0.07, brow[1] - 0.13, 0.005}
    };
    sketch.form(hair, 0, Spline.through(Trim.strand(lock, turn, 0.03), 2));
  }
}
