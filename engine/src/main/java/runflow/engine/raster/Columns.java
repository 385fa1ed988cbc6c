package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a terrain plate while they are filled from the bottom up, two at a time, so that
 * chroma can be halved without a copy of the whole plate. Not thread-safe.
 */
final class Columns {
  /**
   * Columns that are kept before they are written to the plate: single columns would touch a line
   * of the cache for each sample.
   */
  static final int TILE = 32;

  final Region region;

  /** The colour of the spot just shaded, as y, u, v. */
  final float[] colour = new float[4];

  private final Plate plate;
  private final float[] previous = new float[3];
  private final float[][] left;
  private final float[][] right;
  private float[][] current;
  private final short[] luma;
  private final short[] alpha;
  private final short[] blue;
  private final short[] red;
  private final short[] half;
  private final Hidden hidden;
  private float top;
  private boolean joined;
  private int highest;

  /** Columns of a plate with alpha, of which others may be filled at the same time. */
  Columns(Plate plate, Hidden hidden) {
    this.plate = plate;
    this.hidden = hidden;
    region = plate.region;
    left = new float[4][region.height()];
    right = new float[4][region.height()];
    current = left;
    luma = new short[region.height() * TILE];
    alpha = new short[luma.length];
    blue = new short[luma.length / 4];
    red = new short[luma.length / 4];
    half = new short[luma.length / 4];
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
    int column = at % TILE;
    for (int y = 0; y < region.height(); y++) {
      int to = y * TILE + column;
      luma[to] = (short) (left[0][y] * Plate.UNIT + 0.5f);
      luma[to + 1] = (short) (right[0][y] * Plate.UNIT + 0.5f);
      alpha[to] = (short) (Math.min(1, left[3][y]) * Plate.OPAQUE + 0.5f);
      alpha[to + 1] = (short) (Math.min(1, right[3][y]) * Plate.OPAQUE + 0.5f);
    }
    for (int y = 0; y + 1 < region.height(); y += 2) {
      int to = (y * TILE / 2 + column) / 2;
      blue[to] = (short) (quarter(1, y) * Plate.UNIT + 0.5f);
      red[to] = (short) (quarter(2, y) * Plate.UNIT + 0.5f);
      half[to] = (short) (Math.min(1, quarter(3, y)) * Plate.OPAQUE + 0.5f);
    }
    if (column == TILE - 2 || at + 2 >= region.width()) {
      int from = at - column;
      write(luma, TILE, plate.luma.samples, from, region.width());
      write(alpha, TILE, plate.luma.alpha, from, region.width());
      write(blue, TILE / 2, plate.blue.samples, from / 2, region.width() / 2);
      write(red, TILE / 2, plate.red.samples, from / 2, region.width() / 2);
      write(half, TILE / 2, plate.blue.alpha, from / 2, region.width() / 2);
    }
  }

  /** Copies a tile of so many columns to a plane from a column on. */
  private static void write(
      short[] tile, int columns, short @Nullable [] plane, int column, int width) {
    if (plane == null) {
      throw new IllegalStateException("a terrain plate has alpha");
    }
    int count = Math.min(columns, width - column);
    for (int y = 0; y < plane.length / width; y++) {
      System.arraycopy(tile, y * columns, plane, y * width + column, count);
    }
  }

  private float quarter(int channel, int y) {
    float[] l = left[channel];
    float[] r = right[channel];
    return (l[y] + l[y + 1] + r[y] + r[y + 1]) / 4;
  }

  /** The highest row that any column fills. */
  int highest() {
    return highest;
  }
}
