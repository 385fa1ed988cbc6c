package runflow.engine.raster;

import java.util.Arrays;

/**
 * The columns of a terrain plate while they are filled from the bottom up, two at a time, so that
 * chroma can be halved without a copy of the whole plate. Not thread-safe.
 */
final class Columns {
  final Region region;

  /** The colour of the spot just shaded, as y, u, v. */
  final float[] colour = new float[4];

  private final Plate plate;
  private final float[] previous = new float[3];
  private final float[][] left;
  private final float[][] right;
  private float[][] current;
  private final Hidden hidden;
  private float top;
  private boolean joined;
  private int highest;

  Columns(Region region, Hidden hidden) {
    this.region = region;
    this.hidden = hidden;
    plate = new Plate(region, 1, true);
    left = new float[4][region.height()];
    right = new float[4][region.height()];
    current = left;
    highest = region.height();
  }

  /** Begins a column, either of the two that are filled, with what is hidden at its foot. */
  void start(int number) {
    current = number % 2 == 0 ? left : right;
    for (float[] channel : current) {
      Arrays.fill(channel, 0);
    }
    int from = hidden.from(number);
    Arrays.fill(current[3], from, region.height(), 1);
    highest = Math.min(highest, from);
    top = from;
    joined = false;
  }

  /**
   * How far under nearer ground, or under the plate, ground at a row lies; negative if it shows.
   */
  float depth(float row) {
    return row - Math.min(region.height(), top);
  }

  /** Notes that ground lies hidden, so that the next visible spot is not blended with the last. */
  void hide(float row) {
    if (row > top + 0.7f) {
      joined = false;
    }
  }

  /** Fills from the ground filled so far up to a row, blending from the spot before. */
  void fill(float row) {
    float to = Math.max(0, row);
    if (!joined) {
      System.arraycopy(colour, 0, previous, 0, 3);
    }
    float length = 1 / Math.max(0.001f, top - to);
    int first = (int) to;
    for (int j = Math.min(region.height() - 1, (int) top); j >= first; j--) {
      float cover = Math.min(top, j + 1) - Math.max(to, j);
      if (cover > 0) {
        float k = Maths.clamp((top - (j + 0.5f)) * length);
        current[0][j] += cover * (previous[0] + (colour[0] - previous[0]) * k);
        current[1][j] += cover * (previous[1] + (colour[1] - previous[1]) * k);
        current[2][j] += cover * (previous[2] + (colour[2] - previous[2]) * k);
        current[3][j] += cover;
      }
    }
    highest = Math.min(highest, first);
    top = to;
    joined = true;
    System.arraycopy(colour, 0, previous, 0, 3);
  }

  /** Keeps the two columns that are filled, the first of which has this even number. */
  void store(int at) {
    int width = region.width();
    short[] alpha = plate.luma.alpha;
    short[] half = plate.blue.alpha;
    if (alpha == null || half == null) {
      throw new IllegalStateException("a terrain plate has alpha");
    }
    for (int y = 0; y < region.height(); y++) {
      plate.luma.samples[y * width + at] = (short) (left[0][y] * Plate.UNIT + 0.5f);
      plate.luma.samples[y * width + at + 1] = (short) (right[0][y] * Plate.UNIT + 0.5f);
      alpha[y * width + at] = (short) (Math.min(1, left[3][y]) * Plate.OPAQUE + 0.5f);
      alpha[y * width + at + 1] = (short) (Math.min(1, right[3][y]) * Plate.OPAQUE + 0.5f);
    }
    for (int y = 0; y + 1 < region.height(); y += 2) {
      int to = y / 2 * (width / 2) + at / 2;
      plate.blue.samples[to] = (short) (quarter(1, y) * Plate.UNIT + 0.5f);
      plate.red.samples[to] = (short) (quarter(2, y) * Plate.UNIT + 0.5f);
      half[to] = (short) (Math.min(1, quarter(3, y)) * Plate.OPAQUE + 0.5f);
    }
  }

  private float quarter(int channel, int y) {
    float[] l = left[channel];
    float[] r = right[channel];
    return (l[y] + l[y + 1] + r[y] + r[y + 1]) / 4;
  }

  /** The finished plate, without the empty rows over the highest ground. */
  Plate plate(float depth) {
    int cut = Math.max(0, highest - 2) & ~1;
    return plate.cropped(Math.min(cut, region.height() - 2), depth);
  }
}
