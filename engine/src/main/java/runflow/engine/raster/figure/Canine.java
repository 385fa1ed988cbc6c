package runflow.engine.raster.figure;

/** A wolf, a dog or a fox: a ruff, ears and a tail. */
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

  /** The trot of smaller ones. */
  private static final Gait QUICK = new Gait(0.46, 0.46, 0.25, 0.12, Gait.TROT, 2, 0.014);

  /** Sections of tails, from the dock. */
  private static final double[][] BUSHY = {
    {0.06, 0, 0.03, 0},
    {-0.06, -0.03, 0.052, 0},
    {-0.18, -0.10, 0.074, 0.1},
    {-0.30, -0.205, 0.06, 0.2},
    {-0.385, -0.29, 0.012, 0}
  };

  private static final double[][] BRUSH = {
    {0.06, 0, 0.035, 0},
    {-0.10, -0.05, 0.062, 0},
    {-0.28, -0.13, 0.098, 0},
    {-0.46, -0.20, 0.102, 0.15},
    {-0.58, -0.235, 0.075, 1},
    {-0.70, -0.25, 0.014, 1}
  };
  private static final double[][] RAISED = {
    {0.06, -0.01, 0.04, 0},
    {-0.06, 0.03, 0.038, 0},
    {-0.17, 0.11, 0.032, 0},
    {-0.25, 0.22, 0.024, 0.2},
    {-0.28, 0.33, 0.010, 0.5}
  };

  /** Sections of ears. */
  private static final double[][] UPRIGHT = {
    {0.535, 0.885, 0.034}, {0.528, 0.93, 0.024}, {0.53, 0.985, 0.004}
  };

  private static final double[][] LARGE = {
    {0.535, 0.88, 0.042}, {0.52, 0.95, 0.032}, {0.525, 1.03, 0.004}
  };
  private static final double[][] HANGING = {
    {0.55, 0.895, 0.02}, {0.515, 0.875, 0.034}, {0.50, 0.82, 0.042}, {0.505, 0.755, 0.026}
  };

  /** What one kind has of its own. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Kind(double size, Gait gait, Coat coat, double[][] tail, double[][] ear) {}

  private static final Skin WHITE = Skin.matt(0.52, 0.48, 0.43);

  private final Kind kind;

  private Canine(Kind kind) {
    this.kind = kind;
  }

  static Quadruped wolf(Skin skin) {
    Kind wolf = new Kind(1, GAIT, new Coat(skin, skin.toned(1.75f)), BUSHY, UPRIGHT);
    return of(wolf, skin.toned(1.45f), skin.toned(1.2f));
  }

  static Quadruped dog(Skin skin) {
    Kind dog = new Kind(0.8, QUICK, new Coat(skin, skin.toned(1.5f)), RAISED, HANGING);
    return of(dog, skin.toned(1.3f), skin.toned(1.2f));
  }

  /** A fox: a white breast, belly and tip of its brush, and dark stockings. */
  static Quadruped fox(Skin skin) {
    Kind fox = new Kind(0.62, QUICK, new Coat(skin, WHITE), BRUSH, LARGE);
    return of(fox, skin.toned(0.25f), skin.toned(0.2f));
  }

  private static Quadruped of(Kind kind, Skin shins, Skin pads) {
    var build = new Quadruped.Build(TRUNK, NECK, HEAD, 0.035, FORE, HIND);
    Hoof paw = new Hoof(new Coat(kind.coat().main(), shins), pads, 1.5);
    var cover = new Quadruped.Cover(kind.coat(), 1, paw);
    return new Quadruped(kind.size(), build, cover, kind.gait(), new Canine(kind));
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    double[] dock = posture.body(-0.41, 0.69);
    double[][] tail = Trim.shifted(kind.tail(), dock[0], dock[1]);
    sketch.form(kind.coat(), 0.6, Spline.through(Trim.strand(tail, 2 * turn, 0.03), 3));
    Trim.ear(sketch, posture, kind.coat(), Trim.shifted(kind.ear(), 0.045, 0));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    Trim.ear(sketch, posture, kind.coat(), kind.ear());
    Trim.bead(sketch, posture.head(0.612, 0.845), 0.009);
    Trim.bead(sketch, posture.head(0.797, 0.777), 0.015);
  }
}
