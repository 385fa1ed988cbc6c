package runflow.engine.raster.figure;

/** A wolf: a ruff, upright ears and a bushy tail. */
final class Canine implements Trim {
  private static final double[][] TRUNK = {
    {-0.345, 0.65, 0.107},
    {-0.31, 0.645, 0.125},
    {-0.19, 0.64, 0.132},
    {-0.05, 0.625, 0.142},
    {0.09, 0.605, 0.166},
    {0.21, 0.605, 0.178},
    {0.29, 0.62, 0.16},
    {0.345, 0.635, 0.125}
  };
  private static final double[][] NECK = {
    {0.24, 0.65, 0.16, 0, 0},
    {0.32, 0.695, 0.158, 0, 0.9},
    {0.41, 0.75, 0.146},
    {0.48, 0.795, 0.122},
    {0.53, 0.82, 0.09}
  };
  private static final double[][] HEAD = {
    {0.515, 0.83, 0.075},
    {0.575, 0.835, 0.08},
    {0.64, 0.81, 0.056, 0.1},
    {0.70, 0.785, 0.038, 0.4},
    {0.765, 0.77, 0.031, 0.4},
    {0.785, 0.767, 0.024, 0}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.22, 0.63},
          new double[] {0.19, 0.43},
          new double[] {0.215, 0.19},
          new double[] {0.21, 0.07},
          new double[] {0.235, 0.026},
          new double[] {0.11, 0.062, 0.042, 0.031, 0.025, 0.027, 0.028},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.28, 0.62},
          new double[] {-0.17, 0.44},
          new double[] {-0.405, 0.235},
          new double[] {-0.355, 0.07},
          new double[] {-0.33, 0.026},
          new double[] {0.125, 0.085, 0.05, 0.031, 0.025, 0.027, 0.029},
          true);
  private static final Gait GAIT = new Gait(0.60, 0.46, 0.25, 0.12, Gait.TROT, 2, 0.014);

  private final Coat coat;

  private Canine(Coat coat) {
    this.coat = coat;
  }

  static Quadruped wolf(Skin skin) {
    Skin pale = Skin.matt(skin.colour().times(1.75f));
    Coat coat = new Coat(skin, pale);
    Coat leg = new Coat(skin, Skin.matt(skin.colour().times(1.45f)));
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.035, FORE, HIND);
    Hoof paw = new Hoof(leg, Skin.matt(skin.colour().times(1.2f)), 1.5);
    return new Quadruped(build, new Quadruped.Cover(coat, 1, paw), GAIT, new Canine(coat));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    double[] dock = posture.body(-0.41, 0.69);
    double[][] rest = {
      {dock[0] + 0.06, dock[1], 0.03, 0},
      {dock[0] - 0.06, dock[1] - 0.03, 0.052, 0},
      {dock[0] - 0.18, dock[1] - 0.10, 0.074, 0.1},
      {dock[0] - 0.30, dock[1] - 0.205, 0.06, 0.2},
      {dock[0] - 0.385, dock[1] - 0.29, 0.012, 0}
    };
    sketch.form(coat, 0.6, Spline.through(Trim.strand(rest, 2 * turn, 0.03), 3));
    ear(sketch, posture, 0.045);
  }

  private void ear(Sketch sketch, Posture posture, double ahead) {
    double[][] ear = {
      {0.535 + ahead, 0.885, 0.034}, {0.528 + ahead, 0.93, 0.024}, {0.53 + ahead, 0.985, 0.004}
    };
    sketch.form(coat, 0, Spline.through(posture.head(ear), 2));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    ear(sketch, posture, 0);
    Trim.bead(sketch, posture.head(0.612, 0.845), 0.009);
    Trim.bead(sketch, posture.head(0.797, 0.777), 0.015);
  }
}
