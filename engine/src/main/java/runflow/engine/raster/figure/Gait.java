package runflow.engine.raster.figure;

/**
 * How an animal goes.
 *
 * @param cycle seconds of one stride
 * @param duty share of the stride a foot is on the ground
 * @param reach metres a foot comes down before the middle of its way, and leaves behind it
 * @param lift metres a foot is raised
 * @param order when each foot comes down: hind far, fore far, hind near, fore near
 * @param beats how often the body rises in a stride: once in a gallop
 * @param bounce metres that it rises
 */
@SuppressWarnings("ArrayRecordComponent")
record Gait(
    double cycle,
    double duty,
    double reach,
    double lift,
    double[] order,
    int beats,
    double bounce) {
  /** Four beats, each side's hind foot before its fore foot. */
  static final double[] WALK = {0, 0.25, 0.5, 0.75};

  /** Four beats of which two nearly meet: both feet of a side swing together. */
  static final double[] AMBLE = {0, 0.14, 0.5, 0.64};

  /** Two beats: feet of opposite corners come down together. */
  static final double[] TROT = {0, 0.5, 0.5, 0};

  /** The hind feet, the fore feet, and then a time in the air with all feet gathered. */
  static final double[] GALLOP = {0, 0.33, 0.11, 0.47};

  /** Whether there is a time in the air in which all feet are gathered. */
  boolean gallops() {
    return beats == 1;
  }

  /** Metres a second. */
  double speed() {
    return 2 * reach / (duty * cycle);
  }

  /** Metres that the body is above its mean height. */
  double rise(double turn) {
    return gallops() ? bounce * Bones.sin(turn - 0.6) : bounce * Bones.sin(beats * turn + 0.05);
  }

  /** How far the forehand is raised, per metre before the middle. */
  double pitch(double turn) {
    return gallops()
        ? 0.085 * Bones.sin(turn + 0.21)
        : 0.35 * bounce * Bones.sin(turn * beats + 0.4);
  }

  /**
   * A foot in its stride.
   *
   * @param x metres before the middle of its way
   * @param y metres over the ground
   * @param fold how far the foot is folded back, 0 to 1
   */
  record Foot(double x, double y, double fold) {}

  /** Where a foot is; {@code turn} is 0 when it comes down, 1 when it does so again. */
  Foot foot(double turn) {
    double c = turn - StrictMath.floor(turn);
    if (c < duty) {
      return new Foot(reach * (1 - 2 * c / duty), 0, 0);
    }
    double s = (c - duty) / (1 - duty);
    double s2 = s * s;
    double s3 = s2 * s;
    // It goes on backwards a little when it leaves the ground, and comes back before it lands.
    double carry = -0.45 * 2 * reach * (1 - duty) / duty;
    double x = (4 * s3 - 6 * s2 + 1) * -reach + (2 * s3 - 3 * s2 + s) * carry;
    double early = StrictMath.pow(s, 0.8);
    double up = StrictMath.sin(Math.PI * early);
    return new Foot(x, lift * up * up, StrictMath.sin(Math.PI * StrictMath.pow(s, 0.65)));
  }
}
