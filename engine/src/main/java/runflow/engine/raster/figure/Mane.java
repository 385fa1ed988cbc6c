package runflow.engine.raster.figure;

import java.util.List;

/**
 * The mane of a lion: a mass of hair around the neck, and strands over it and at its edge.
 *
 * @param shade of the strands
 */
record Mane(Skin hair, Skin shade) implements Marks {
  private static final double[][] MASS = {
    {0.82, 1.08, 0.09},
    {0.68, 0.99, 0.22},
    {0.61, 0.83, 0.265},
    {0.62, 0.65, 0.17},
    {0.60, 0.52, 0.02}
  };

  private static final List<double[]> STRANDS =
      List.of(
          strand(0.80, 1.10, 0.66, 1.19),
          strand(0.74, 1.08, 0.54, 1.15),
          strand(0.66, 1.06, 0.44, 1.07),
          strand(0.58, 0.99, 0.36, 0.95),
          strand(0.68, 0.92, 0.50, 0.90),
          strand(0.52, 0.90, 0.33, 0.81),
          strand(0.52, 0.79, 0.36, 0.66),
          strand(0.64, 0.76, 0.50, 0.64),
          strand(0.54, 0.68, 0.44, 0.53),
          strand(0.70, 0.68, 0.62, 0.54),
          strand(0.60, 0.60, 0.55, 0.44),
          strand(0.72, 0.62, 0.70, 0.48),
          strand(0.80, 0.76, 0.80, 0.60));

  /** A strand from its root to its tip. */
  private static double[] strand(double x0, double y0, double x1, double y1) {
    return new double[] {x0, y0, 0.026, x1, y1, 0.004};
  }

  @Override
  public void draw(Sketch sketch, Posture posture) {
    sketch.form(Coat.plain(hair), 0, Spline.through(posture.head(MASS), 2));
    new Strokes(shade, STRANDS).draw(sketch, posture);
  }
}
