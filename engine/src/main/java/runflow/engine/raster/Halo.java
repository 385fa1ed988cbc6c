package runflow.engine.raster;

/**
 * How the air glows around the sun. It is a sum of two hills, each of which is a product of what a
 * column and what a row has of it, found once for each of them. Immutable.
 */
final class Halo {
  private static final float WIDE = 3.2f;
  private static final float NARROW = 22;

  private final int left;
  private final int top;

  /** The wide and the narrow hill in each column. */
  private final float[][] columns;

  /** The same in each row. */
  private final float[][] rows;

  /** A glow of a strength. */
  Halo(Lens lens, float strength) {
    left = (int) lens.marginX() + 1;
    top = (int) lens.marginY() + 1;
    float each = 0.4f * strength;
    columns = hills(lens.width() + 2 * left, lens.sunX() + left, lens.focal(), each);
    rows = hills(lens.height() + 2 * top, lens.sunY() + top, lens.focal(), 1);
  }

  private static float[][] hills(int places, float middle, float focal, float strength) {
    float[][] out = new float[2][places];
    for (int i = 0; i < places; i++) {
      float away = (i - middle) / focal;
      out[0][i] = strength * Maths.exp(-away * away * WIDE);
      out[1][i] = strength * Maths.exp(-away * away * NARROW);
    }
    return out;
  }

  /** How bright it is at a place, as at the pixel that is nearest to it. */
  float at(float x, float y) {
    int column = place(x + left, columns[0]);
    int row = place(y + top, rows[0]);
    return columns[0][column] * rows[0][row] + columns[1][column] * rows[1][row];
  }

  private static int place(float at, float[] hill) {
    return Math.max(0, Math.min(hill.length - 1, (int) (at + 0.5f)));
  }
}
