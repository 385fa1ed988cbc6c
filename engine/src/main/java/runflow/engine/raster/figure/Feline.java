package runflow.engine.raster.figure;

import runflow.engine.raster.figure.Quadruped.Build;
import runflow.engine.scene.Rgb;

/** A cat of any size: a round head, ears, a long tail, and the marks of its kind. */
final class Feline implements Trim {
  private static final Build BUILD =
      new Build(
          new double[][] {
            {-0.45, 0.595, 0.12},
            {-0.32, 0.605, 0.157},
            {-0.10, 0.575, 0.156},
            {0.12, 0.57, 0.158},
            {0.29, 0.585, 0.158},
            {0.42, 0.615, 0.110}
          },
          new double[][] {
            {0.33, 0.62, 0.115, 0, 0}, {0.41, 0.66, 0.118, 0, 0.9}, {0.54, 0.765, 0.11}
          },
          new double[][] {
            {0.52, 0.78, 0.10, 0, 0},
            {0.575, 0.80, 0.131},
            {0.645, 0.79, 0.121},
            {0.695, 0.772, 0.092, 0.2},
            {0.735, 0.758, 0.06, 0.6}
          },
          0.02,
          new Leg(
              new double[] {0.28, 0.60},
              new double[] {0.255, 0.42},
              new double[] {0.275, 0.175},
              new double[] {0.27, 0.075},
              new double[] {0.295, 0.03},
              new double[] {0.105, 0.065, 0.05, 0.04, 0.034, 0.035, 0.036},
              false),
          new Leg(
              new double[] {-0.34, 0.585},
              new double[] {-0.22, 0.415},
              new double[] {-0.43, 0.21},
              new double[] {-0.405, 0.075},
              new double[] {-0.375, 0.03},
              new double[] {0.135, 0.095, 0.057, 0.038, 0.032, 0.034, 0.036},
              true));
  private static final Frame FRAME =
      new Frame(
          BUILD,
          new Gait(0.60, 0.62, 0.27, 0.10, Gait.WALK, 2, 0.008),
          new double[] {-0.53, 0.66},
          new double[][] {{0.555, 0.865, 0.06, 0, 0}, {0.548, 0.93, 0.045}, {0.56, 1.015, 0.004}},
          new double[] {0.682, 0.833, 0.023},
          new double[] {0.785, 0.782, 0.015});

  /** Sections of a raised tail, from the dock. */
  private static final double[][] RAISED = {
    {0.06, -0.02, 0.045, 0},
    {-0.06, 0.02, 0.040, 0},
    {-0.17, 0.11, 0.036, 0},
    {-0.23, 0.26, 0.034, 0},
    {-0.22, 0.41, 0.033, 0},
    {-0.26, 0.53, 0.030, 0},
    {-0.35, 0.57, 0.024, 0},
    {-0.40, 0.54, 0.012, 0}
  };

  private static final Skin IRIS = new Skin(new Rgb(0.34f, 0.30f, 0.05f), 0.25f, 0);

  /**
   * How a small or a big one is built and goes, and where it has what lies on its body.
   *
   * @param dock where the tail begins
   * @param ear sections of an ear
   * @param eye its place and its radius
   * @param nose its place and its radius
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(
      Build build, Gait gait, double[] dock, double[][] ear, double[] eye, double[] nose) {}

  /** Sections of a tail from the dock, and what is on it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Tail(Coat coat, double[][] rest) {}

  /** What one kind has of its own. */
  record Kind(double size, Frame frame, Coat coat, Tail tail, Marks marks) {
    Quadruped puppet() {
      Coat leg = new Coat(coat.main(), coat.main().toned(1.15f));
      var cover = new Quadruped.Cover(coat, 1, new Hoof(leg, leg.other(), 1.1));
      return new Quadruped(size, frame.build(), cover, frame.gait(), new Feline(this));
    }
  }

  private final Kind kind;

  private Feline(Kind kind) {
    this.kind = kind;
  }

  /** A cat, with stripes if it is neither pale nor black. */
  static Quadruped cat(Skin skin) {
    float light = skin.colour().luminance();
    boolean plain = light > 0.4f || light < 0.05f;
    Marks marks = plain ? Marks.NONE : Strokes.stripes(BUILD, 0.06, skin.toned(0.55f));
    Tail tail = new Tail(Coat.plain(skin), RAISED);
    return new Kind(0.42, FRAME, new Coat(skin, skin.toned(1.5f)), tail, marks).puppet();
  }

  @Override
  public void behind(Sketch sketch, Posture posture, double turn) {
    double[] dock = posture.body(kind.frame().dock());
    double[][] rest = Trim.shifted(kind.tail().rest(), dock[0], dock[1]);
    sketch.form(kind.tail().coat(), 0, Spline.through(Trim.strand(rest, turn, 0.05), 3));
    double[][] ear = kind.frame().ear();
    Trim.ear(sketch, posture, kind.coat(), Trim.shifted(ear, 1.5 * ear[0][2], 0));
  }

  @Override
  public void before(Sketch sketch, Posture posture, double turn) {
    kind.marks().draw(sketch, posture);
    Trim.ear(sketch, posture, kind.coat(), kind.frame().ear());
    double[] eye = kind.frame().eye();
    double[] at = posture.head(eye[0], eye[1]);
    sketch.ball(IRIS, at[0], at[1], eye[2]);
    Trim.bead(sketch, posture.head(eye[0] + 0.3 * eye[2], eye[1]), 0.5 * eye[2]);
    double[] nose = kind.frame().nose();
    Trim.bead(sketch, posture.head(nose[0], nose[1]), nose[2]);
  }
}
