package runflow.engine.raster.figure;

import java.util.Arrays;

/**
 * One leg of an animal at rest, from which it is posed.
 *
 * @param root where it grows out of the body: x, y
 * @param upper the joint below: stifle or elbow
 * @param lower the joint below that: hock or carpus
 * @param ankle the joint above the foot
 * @param toe where the foot meets the ground
 * @param radii of the mass at its root, of the joint below, of the muscle under it, of the next
 *     joint, of the bone under that, of the ankle, and of the foot
 * @param hind whether it is a hind leg, of which the hock bends backwards
 */
@SuppressWarnings("ArrayRecordComponent")
record Leg(
    double[] root,
    double[] upper,
    double[] lower,
    double[] ankle,
    double[] toe,
    double[] radii,
    boolean hind) {
  /** How far a fore leg's upper joint follows the foot, since the shoulder turns. */
  private static final double FOLLOW = 0.34;

  /** How far a foot folds back at most, in turns. */
  private static final double FOLD = 0.27;

  /** The joints of a leg at one moment. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Joints(
      double[] root, double[] upper, double[] lower, double[] ankle, double[] toe) {}

  /** Adds the mass at the leg's root, for the body to be drawn over. */
  void root(Sketch sketch, Posture posture, Gait.Foot foot, Hoof hoof) {
    double[][] all = sections(joints(posture, foot), true);
    sketch.form(hoof.coat(), 0, Spline.through(Arrays.copyOfRange(all, 1, 4), 2));
  }

  /** Adds the leg; {@code melts} if its root is one with the body under it. */
  void draw(Sketch sketch, Posture posture, Gait.Foot foot, Hoof hoof, boolean melts) {
    Joints j = joints(posture, foot);
    hoof.draw(sketch, between(j.ankle, j.toe, 0.62), j.toe, radii[6]);
    sketch.form(hoof.coat(), 0, Spline.through(sections(j, !melts), 2));
  }

  private double[][] sections(Joints j, boolean dense) {
    return new double[][] {
      section(j.root, radii[0], 0, dense ? 1 : 0),
      section(between(j.root, j.upper, 0.55), (radii[0] + radii[1]) * 0.52, 0, dense ? 1 : 0.7),
      section(j.upper, radii[1], 0.1, 1),
      section(between(j.upper, j.lower, 0.38), radii[2], 0.35, 1),
      section(between(j.upper, j.lower, 0.84), radii[3] * 0.92, 0.8, 1),
      section(j.lower, radii[3], 1, 1),
      section(between(j.lower, j.ankle, 0.24), radii[4] * 1.06, 1, 1),
      section(between(j.lower, j.ankle, 0.78), radii[4], 1, 1),
      section(j.ankle, radii[5], 1, 1),
      section(between(j.ankle, j.toe, 0.6), radii[5] * 0.82, 1, 1)
    };
  }

  private static double[] section(double[] place, double radius, double other, double dense) {
    return new double[] {place[0], place[1], radius, other, dense};
  }

  private static double[] between(double[] from, double[] to, double t) {
    return new double[] {from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t};
  }

  private Joints joints(Posture posture, Gait.Foot foot) {
    double fx = toe[0] + foot.x();
    double fy = toe[1] + foot.y();
    double turn = -FOLD * (hind ? 0.75 : 1) * foot.fold();
    double[] up = turned(ankle[0] - toe[0], ankle[1] - toe[1], turn);
    double[] aim = {fx + up[0], fy + up[1]};
    if (hind) {
      double[] hip = posture.body(root);
      double[] thigh = {upper[0] - root[0], upper[1] - root[1]};
      double rigidX = thigh[0] + ankle[0] - lower[0];
      double rigidY = thigh[1] + ankle[1] - lower[1];
      double rigid = length(rigidX, rigidY);
      double shin = length(lower[0] - upper[0], lower[1] - upper[1]);
      double[] end = within(hip, aim, (rigid + shin) * 0.985);
      double[] bend = Bones.joint(hip, end, rigid, shin, 1);
      // Thigh and cannon keep their angle to each other, as tendons hold them.
      double swing =
          StrictMath.atan2(bend[1] - hip[1], bend[0] - hip[0]) - StrictMath.atan2(rigidY, rigidX);
      double[] femur = turned(thigh[0], thigh[1], swing / (2 * Math.PI));
      double[] stifle = {hip[0] + femur[0], hip[1] + femur[1]};
      double[] hock = {stifle[0] + end[0] - bend[0], stifle[1] + end[1] - bend[1]};
      return new Joints(hip, stifle, hock, end, toe(end, fx, fy));
    }
    double follow = FOLLOW * foot.x();
    double[] blade = posture.body(root);
    double[] rest = posture.body(upper);
    double[] elbow = {rest[0] + follow, rest[1] + 0.25 * Math.abs(follow)};
    double arm = length(lower[0] - upper[0], lower[1] - upper[1]);
    double cannon = length(ankle[0] - lower[0], ankle[1] - lower[1]);
    double[] end = within(elbow, aim, (arm + cannon) * 0.998);
    double[] knee = Bones.joint(elbow, end, arm, cannon, 1);
    return new Joints(blade, elbow, knee, end, toe(end, fx, fy));
  }

  /** The toe, which stays where it is while the ankle can reach it. */
  private double[] toe(double[] end, double x, double y) {
    double most = 1.12 * length(toe[0] - ankle[0], toe[1] - ankle[1]);
    return within(end, new double[] {x, y}, most);
  }

  private static double[] within(double[] from, double[] to, double most) {
    double way = length(to[0] - from[0], to[1] - from[1]);
    double k = way > most ? most / way : 1;
    return between(from, to, k);
  }

  private static double[] turned(double x, double y, double turns) {
    double cos = StrictMath.cos(turns * 2 * Math.PI);
    double sin = StrictMath.sin(turns * 2 * Math.PI);
    return new double[] {x * cos - y * sin, x * sin + y * cos};
  }

  private static double length(double x, double y) {
    return StrictMath.sqrt(x * x + y * y);
  }
}
