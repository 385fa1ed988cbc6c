package runflow.engine.raster.figure;

/** A bear: heavy, with a hump over its shoulders, round ears, and feet that are set down whole. */
final class Ursine implements Trim {
  private static final double[][] TRUNK = {
    {-0.60, 0.71, 0.235},
    {-0.47, 0.72, 0.31},
    {-0.16, 0.705, 0.328},
    {0.12, 0.71, 0.34},
    {0.30, 0.765, 0.36},
    {0.56, 0.76, 0.245}
  };
  private static final double[][] NECK = {
    {0.42, 0.76, 0.23, 0, 0}, {0.56, 0.77, 0.23, 0, 0.9}, {0.78, 0.82, 0.20}
  };
  private static final double[][] HEAD = {
    {0.75, 0.825, 0.18, 0, 0},
    {0.85, 0.84, 0.195},
    {0.95, 0.82, 0.165},
    {1.04, 0.77, 0.122, 0.3},
    {1.135, 0.74, 0.092, 0.7}
  };
  private static final Leg FORE =
      new Leg(
          new double[] {0.40, 0.74},
          new double[] {0.36, 0.50},
          new double[] {0.385, 0.22},
          new double[] {0.375, 0.115},
          new double[] {0.42, 0.07},
          new double[] {0.28, 0.175, 0.135, 0.115, 0.10, 0.10, 0.085},
          false);
  private static final Leg HIND =
      new Leg(
          new double[] {-0.42, 0.69},
          new double[] {-0.28, 0.44},
          new double[] {-0.51, 0.20},
          new double[] {-0.49, 0.105},
          new double[] {-0.42, 0.07},
          new double[] {0.285, 0.205, 0.15, 0.12, 0.105, 0.105, 0.08},
          true);
  private static final Gait GAIT = new Gait(1.2, 0.66, 0.30, 0.09, Gait.AMBLE, 2, 0.018);
  private static final double[][] EAR = {
    {0.80, 1.0, 0.046}, {0.79, 1.035, 0.05}, {0.788, 1.05, 0.042}
  };

  private final Coat coat;

  private Ursine(Coat coat) {
    this.coat = coat;
  }

  static Quadruped bear(Skin skin) {
    Coat coat = new Coat(skin, skin.toned(1.35f));
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.035, FORE, HIND);
    Hoof paw = new Hoof(new Coat(skin, skin.toned(0.8f)), skin.toned(0.7f), 1.5);
    return new Quadruped(build, new Quadruped.Cover(coat, 0, paw), GAIT, new Ursine(coat));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    Trim.ear(sketch, posture, coat, Trim.shifted(EAR, 0.09, 0));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    Trim.ear(sketch, posture, coat, EAR);
    Trim.bead(sketch, posture.head(0.99, 0.885), 0.016);
    Trim.bead(sketch, posture.head(1.205, 0.785), 0.034);
  }
}
