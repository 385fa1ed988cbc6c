package runflow.engine.raster.figure;

import runflow.engine.raster.figure.Gait.Foot;

/** An animal on four legs, seen from the side. */
final class Quadruped implements Puppet {
  /**
   * How an animal is built, at rest, in metres: sections of its parts as {@link Spline} takes them.
   *
   * @param trunk from the rump to the breast
   * @param neck from the shoulders to the poll
   * @param head from the poll to the nose
   * @param nod how far the head goes up and down, in radians
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Build(
      double[][] trunk, double[][] neck, double[][] head, double nod, Leg fore, Leg hind) {}

  /**
   * What an animal is covered with.
   *
   * @param coat its back and, below, its belly
   * @param under how much of the belly is seen
   */
  record Cover(Coat coat, double under, Hoof foot) {}

  private final double size;
  private final Build build;
  private final Cover cover;
  private final Gait gait;
  private final Trim trim;

  Quadruped(Build build, Cover cover, Gait gait, Trim trim) {
    this(1, build, cover, gait, trim);
  }

  /** An animal that is some times as large as it is built. */
  Quadruped(double size, Build build, Cover cover, Gait gait, Trim trim) {
    this.size = size;
    this.build = build;
    this.cover = cover;
    this.gait = gait;
    this.trim = trim;
  }

  @Override
  public float speed() {
    return (float) (size * gait.speed());
  }

  @Override
  public void pose(float time, Sketch sketch) {
    sketch.at(0, 0, (float) size);
    double turn = time / gait.cycle();
    double pitch = gait.pitch(turn);
    double[] nape = build.neck()[0];
    double nod = build.nod() * Bones.sin(turn * gait.beats() + 0.62) - 0.6 * pitch;
    Posture posture = new Posture(gait.rise(turn), pitch, nape, nod);
    double half = 0.5 * (build.trunk()[build.trunk().length - 1][0] - build.trunk()[0][0]);
    sketch.shade(0, 0, half * 1.5, half * 0.11, 0.6);
    Hoof far = cover.foot().shaded();
    build.hind().draw(sketch, posture, foot(turn, 0), far, false);
    build.fore().draw(sketch, posture, foot(turn, 1), far, false);
    trim.behind(sketch, posture, turn);
    build.hind().root(sketch, posture, foot(turn, 2), cover.foot());
    build.fore().root(sketch, posture, foot(turn, 3), cover.foot());
    Coat coat = cover.coat();
    sketch.form(coat, cover.under(), Spline.through(posture.body(build.trunk()), 2));
    sketch.form(coat, cover.under() * 0.6, Spline.through(posture.head(build.neck()), 2));
    sketch.form(coat, cover.under() * 0.6, Spline.through(posture.head(build.head()), 2));
    build.hind().draw(sketch, posture, foot(turn, 2), cover.foot(), true);
    build.fore().draw(sketch, posture, foot(turn, 3), cover.foot(), true);
    trim.before(sketch, posture, turn);
  }

  private Foot foot(double turn, int number) {
    return gait.foot(turn - gait.order()[number]);
  }
}
