package runflow.engine.raster.figure;

/**
 * What a leg is covered with and ends in.
 *
 * @param coat of the leg, with its points below the middle joint
 * @param horn of the foot
 * @param sole how far the foot reaches forward, in its radius
 */
record Hoof(Coat coat, Skin horn, double sole) {
  /** Adds a foot from below the ankle to where it meets the ground. */
  void draw(Sketch sketch, double[] top, double[] ground, double radius) {
    double dx = ground[0] - top[0];
    double dy = ground[1] - top[1];
    double way = Math.max(0.001, StrictMath.sqrt(dx * dx + dy * dy));
    double ahead = sole * radius;
    // The sole lies across the way to the ground.
    double tipX = ground[0] - dy / way * ahead * 0.9 - dx / way * radius * 0.3;
    double tipY = ground[1] + dx / way * ahead * 0.9 - dy / way * radius * 0.3;
    double[][] sections = {
      {top[0], top[1], radius * 0.85},
      {ground[0] - dx / way * radius * 0.35, ground[1] - dy / way * radius * 0.35, radius},
      {tipX, tipY, radius * 0.72}
    };
    sketch.form(Coat.plain(horn), 0, Spline.through(sections, 1));
  }

  Hoof shaded() {
    return new Hoof(coat.shaded(), Skin.matt(horn.colour().times(0.6f)), sole);
  }
}
