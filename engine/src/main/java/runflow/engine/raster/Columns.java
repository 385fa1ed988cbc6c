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
  private final Column left;
  private final Column right;
  private Column current;
  private final short[] luma;
  private final short[] alpha;
  private final short[] blue;
  private final short[] red;
  private final short[] half;
  private final Hidden hidden;
  private float top;
  private boolean joined;

  /** The first row that a column of the tile reaches; above it the tile is empty. */
  private int tileTop;

  private int highest;

  /** A column that is being filled. Not thread-safe. */
  private static final class Column {
    /** Luma, blue, red and alpha, row by row. */
    final float[][] channels;

    /** The first row that may hold anything. */
    int top;

    Column(int rows) {
      channels = new float[4][rows];
      top = rows;
    }

    /** Empties it, down to a row from which on it is hidden. */
    void clear(int hidden) {
      for (float[] channel : channels) {
        Arrays.fill(channel, top, channel.length, 0);
      }
      Arrays.fill(channels[3], hidden, channels[3].length, 1);
      top = hidden;
    }
  }

  /** Columns of a plate with alpha, of which others may be filled at the same time. */
  Columns(Plate plate, Hidden hidden) {
    this.plate = plate;
    this.hidden = hidden;
    region = plate.region;
    left = new Column(region.height());
    right = new Column(region.height());
    current = left;
    luma = new short[region.height() * TILE];
    alpha = new short[luma.length];
    blue = new short[luma.length / 4];
    red = new short[luma.length / 4];
    half = new short[luma.length / 4];
    highest = region.height();
    tileTop = highest;
  }

  /** Begins a column, either of the two that are filled, with what is hidden at its foot. */
  void start(int number) {
    current = number % 2 == 0 ? left : right;
    int from = hidden.from(number);
    current.clear(from);
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
    float[][] channels = current.channels;
    for (int j = Math.min(region.height() - 1, (int) top); j >= first; j--) {
      float cover = Math.min(top, j + 1) - Math.max(to, j);
      if (cover > 0) {
        float k = Maths.clamp((top - (j + 0.5f)) * length);
        channels[0][j] += cover * (previous[0] + (colour[0] - previous[0]) * k);
        channels[1][j] += cover * (previous[1] + (colour[1] - previous[1]) * k);
        channels[2][j] += cover * (previous[2] + (colour[2] - previous[2]) * k);
        channels[3][j] += cover;
      }
    }
    current.top = Math.min(current.top, first);
    top = to;
    joined = true;
    System.arraycopy(colour, 0, previous, 0, 3);
  }

  /** Keeps the two columns that are filled, the first of which has this even number. */
  void store(int at) {
    int column = at % TILE;
    int from = Math.min(left.top, right.top) & ~1;
    highest = Math.min(highest, Math.min(left.top, right.top));
    tileTop = Math.min(tileTop, from);
    store(left, column, from);
    store(right, column + 1, from);
    for (int y = from; y + 1 < region.height(); y += 2) {
      int to = (y * TILE / 2 + column) / 2;
      blue[to] = (short) (quarter(1, y) * Plate.UNIT + 0.5f);
      red[to] = (short) (quarter(2, y) * Plate.UNIT + 0.5f);
      half[to] = (short) (Math.min(1, quarter(3, y)) * Plate.OPAQUE + 0.5f);
    }
    if (column == TILE - 2 || at + 2 >= region.width()) {
      move(luma, plate.luma.samples, 1, at - column);
      move(alpha, plate.luma.alpha, 1, at - column);
      move(blue, plate.blue.samples, 2, at - column);
      move(red, plate.red.samples, 2, at - column);
      move(half, plate.blue.alpha, 2, at - column);
      tileTop = region.height();
    }
  }

  /**
   * Moves a tile to a plane from a column on.
   *
   * @param size rows and columns of the plate for a sample of the plane
   */
  private void move(short[] tile, short @Nullable [] plane, int size, int column) {
    if (plane == null) {
      throw new IllegalStateException("a terrain plate has alpha");
    }
    int columns = TILE / size;
    int width = region.width() / size;
    int to = column / size;
    int count = Math.min(columns, width - to);
    for (int y = tileTop / size; y < region.height() / size; y++) {
      System.arraycopy(tile, y * columns, plane, y * width + to, count);
    }
    Arrays.fill(tile, tileTop / size * columns, tile.length, (short) 0);
  }

  /** Rounds a column of luma and alpha, from a row on. */
  private void store(Column from, int column, int top) {
    float[] y = from.channels[0];
    float[] a = from.channels[3];
    for (int row = top; row < region.height(); row++) {
      luma[row * TILE + column] = (short) (y[row] * Plate.UNIT + 0.5f);
      alpha[row * TILE + column] = (short) (Math.min(1, a[row]) * Plate.OPAQUE + 0.5f);
    }
  }

  private float quarter(int channel, int y) {
    float[] l = left.channels[channel];
    float[] r = right.channels[channel];
    return (l[y] + l[y + 1] + r[y] + r[y + 1]) / 4;
  }

  /** The highest row that any column fills. */
  int highest() {
    return highest;
  }
}
