package runflow.engine.raster;

import org.jspecify.annotations.Nullable;

/** What one column of a slice of ground shows at each distance. Reused; not thread-safe. */
final class Strip {
  private final float[] rows;
  private final boolean[] seen;
  private final float[] luma;
  private final float[] blue;
  private final float[] red;
  private final float[] colour = new float[3];

  Strip(int distances) {
    rows = new float[distances];
    seen = new boolean[distances];
    luma = new float[distances];
    blue = new float[distances];
    red = new float[distances];
  }

  /** Notes that the ground at a distance was not looked at. */
  void skip(int k) {
    rows[k] = Float.NaN;
    seen[k] = false;
  }

  /** Notes the row of the ground at a distance, and its colour if it is seen. */
  void set(int k, float row, float @Nullable [] yuv) {
    rows[k] = row;
    seen[k] = yuv != null;
    if (yuv != null) {
      luma[k] = yuv[0];
      blue[k] = yuv[1];
      red[k] = yuv[2];
    }
  }

  /** Fills the started column, which lies in the middle between this one and another. */
  void between(Strip other, Columns columns) {
    for (int k = 0; k < rows.length; k++) {
      float row = row(other, k);
      if (Float.isNaN(row)) {
        columns.hide(Float.MAX_VALUE);
      } else if ((seen[k] || other.seen[k]) && columns.depth(row) < 0) {
        mix(other, k);
        System.arraycopy(colour, 0, columns.colour, 0, 3);
        columns.fill(row);
      } else {
        columns.hide(row);
      }
    }
  }

  private float row(Strip other, int k) {
    float one = rows[k];
    float two = other.rows[k];
    return Float.isNaN(one) ? two : Float.isNaN(two) ? one : (one + two) * 0.5f;
  }

  private void mix(Strip other, int k) {
    float share = seen[k] ? other.seen[k] ? 0.5f : 0 : 1;
    colour[0] = Maths.mix(luma[k], other.luma[k], share);
    colour[1] = Maths.mix(blue[k], other.blue[k], share);
    colour[2] = Maths.mix(red[k], other.red[k], share);
  }
}
