package runflow.engine.raster.figure;

import runflow.engine.raster.figure.Quadruped.Build;

/** A lion and its like: heavy, and with a tail that hangs. */
final class BigCat {
  private static final Build BUILD =
      new Build(
          new double[][] {
            {-0.60, 0.80, 0.17},
            {-0.47, 0.815, 0.215},
            {-0.14, 0.795, 0.205},
            {0.16, 0.77, 0.235},
            {0.37, 0.775, 0.265},
            {0.55, 0.825, 0.19}
          },
          new double[][] {
            {0.42, 0.83, 0.18, 0, 0}, {0.54, 0.87, 0.185, 0, 0.9}, {0.72, 0.95, 0.165}
          },
          new double[][] {
            {0.69, 0.95, 0.145, 0, 0},
            {0.77, 0.972, 0.165},
            {0.88, 0.96, 0.147},
            {0.97, 0.915, 0.118, 0.1},
            {1.07, 0.885, 0.09, 0.6}
          },
          0.025,
          new Leg(
              new double[] {0.38, 0.81},
              new double[] {0.34, 0.56},
              new double[] {0.37, 0.235},
              new double[] {0.36, 0.095},
              new double[] {0.40, 0.045},
              new double[] {0.20, 0.125, 0.09, 0.072, 0.06, 0.062, 0.062},
              false),
          new Leg(
              new double[] {-0.45, 0.80},
              new double[] {-0.29, 0.555},
              new double[] {-0.58, 0.29},
              new double[] {-0.545, 0.10},
              new double[] {-0.50, 0.045},
              new double[] {0.225, 0.145, 0.09, 0.064, 0.052, 0.056, 0.06},
              true));

  private static final Feline.Frame FRAME =
      new Feline.Frame(
          BUILD,
          new Gait(1.05, 0.64, 0.36, 0.13, Gait.WALK, 2, 0.012),
          new double[] {-0.72, 0.91},
          new double[][] {{0.765, 1.10, 0.04}, {0.752, 1.135, 0.042}, {0.748, 1.155, 0.03}},
          new double[] {0.955, 1.01, 0.017},
          new double[] {1.14, 0.93, 0.026});

  /** Sections of tails, from the dock. */
  private static final double[][] RINGED = {
    {0.07, 0, 0.065, 0},
    {-0.07, -0.06, 0.05, 0},
    {-0.18, -0.22, 0.042, 0},
    {-0.22, -0.34, 0.039, 0.9},
    {-0.27, -0.45, 0.037, 0},
    {-0.33, -0.55, 0.036, 0.9},
    {-0.41, -0.62, 0.035, 0},
    {-0.50, -0.64, 0.034, 0.9},
    {-0.59, -0.62, 0.032, 0},
    {-0.67, -0.56, 0.030, 1},
    {-0.73, -0.50, 0.012, 1}
  };

  private static final double[][] TUFTED = {
    {0.07, 0, 0.06, 0},
    {-0.07, -0.06, 0.046, 0},
    {-0.18, -0.22, 0.036, 0},
    {-0.25, -0.42, 0.031, 0},
    {-0.34, -0.57, 0.028, 0},
    {-0.46, -0.64, 0.027, 0},
    {-0.56, -0.63, 0.034, 1},
    {-0.65, -0.59, 0.058, 1},
    {-0.75, -0.53, 0.010, 1}
  };

  private static final Skin WHITE = Skin.matt(0.56, 0.50, 0.43);
  private static final Skin DARK = Skin.matt(0.03, 0.023, 0.019);

  private BigCat() {}

  /** A lion, with a mane. */
  static Quadruped lion(Skin skin) {
    return tawny(1, skin, new Mane(skin.toned(0.34f), skin.toned(0.2f)));
  }

  /** A lioness, or another of one colour. */
  static Quadruped lioness(Skin skin) {
    return tawny(0.92, skin, Marks.NONE);
  }

  static Quadruped tiger(Skin skin) {
    return marked(1, skin, Strokes.stripes(BUILD, 0.075, DARK));
  }

  static Quadruped leopard(Skin skin) {
    return marked(0.88, skin, Strokes.spots(BUILD, 0.085, DARK));
  }

  static Quadruped panther(Skin skin) {
    Coat coat = Coat.plain(skin);
    return of(0.88, coat, new Feline.Tail(coat, RINGED), Marks.NONE);
  }

  private static Quadruped tawny(double size, Skin skin, Marks marks) {
    var tail = new Feline.Tail(new Coat(skin, skin.toned(0.34f)), TUFTED);
    return of(size, new Coat(skin, skin.toned(1.3f)), tail, marks);
  }

  private static Quadruped marked(double size, Skin skin, Marks marks) {
    return of(size, new Coat(skin, WHITE), new Feline.Tail(new Coat(skin, DARK), RINGED), marks);
  }

  private static Quadruped of(double size, Coat coat, Feline.Tail tail, Marks marks) {
    return new Feline.Kind(size, FRAME, coat, tail, marks).puppet();
  }
}
