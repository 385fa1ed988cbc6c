package runflow.engine.raster.figure;

/** A long skirt that falls in folds from the waist and swings with the steps. */
final class Skirt {
  private static final int FOLDS = 6;

  private Skirt() {}

  /**
   * A level line across a skirt.
   *
   * @param half half of its length
   */
  record Line(double x, double y, double half) {}

  /** Draws a skirt with a belt; the hem hangs a little lower in the middle. */
  static void draw(Sketch sketch, Skin cloth, Line waist, Line hem) {
    double hipX = waist.x + 0.2 * (hem.x - waist.x);
    Line hips = new Line(hipX, waist.y - 0.17, waist.half + 0.055);
    sketch.panel(
        cloth,
        waist.x - waist.half,
        waist.y,
        waist.x + waist.half,
        waist.y,
        hips.x + hips.half,
        hips.y,
        hem.x + hem.half,
        hem.y + 0.03,
        hem.x + 0.4 * hem.half,
        hem.y,
        hem.x - 0.4 * hem.half,
        hem.y,
        hem.x - hem.half,
        hem.y + 0.03,
        hips.x - hips.half,
        hips.y);
    for (int i = 0; i < FOLDS; i++) {
      double[][] fold = fold((2 * i + 1.0) / FOLDS - 1, waist, hips, hem);
      sketch.form(Coat.plain(cloth), 0, Spline.through(fold, 2));
    }
    double[][] belt = {
      {waist.x - 0.86 * waist.half, waist.y, 0.021},
      {waist.x, waist.y - 0.012, 0.024},
      {waist.x + 0.86 * waist.half, waist.y, 0.021}
    };
    sketch.form(Coat.plain(cloth).shaded(), 0, Spline.through(belt, 2));
  }

  /** A fold from the waist down; {@code side} is -1 at one rim of the skirt and 1 at the other. */
  private static double[][] fold(double side, Line waist, Line hips, Line hem) {
    double room = 1 - 0.5 / FOLDS;
    double middle = 0.5 * (hips.x + hem.x) + side * 0.5 * (hips.half + hem.half) * room;
    return new double[][] {
      {waist.x + side * waist.half * 0.75, waist.y, waist.half * 0.34},
      {hips.x + side * hips.half * 0.82, hips.y, hips.half * 0.31},
      {middle, 0.5 * (hips.y + hem.y), 0.06},
      {hem.x + side * hem.half * room, hem.y + 0.04, hem.half / FOLDS * 1.15, 0, 0}
    };
  }
}
