package runflow.engine.raster;

import java.util.Arrays;

/**
 * The longest known stretch of each row of a box behind which nothing shows. Reused; not
 * thread-safe.
 */
final class Solid {
  /** Alpha from which on nothing shows through. */
  static final float LEAST = 0.9995f;

  private int[] begins = new int[0];
  private int[] ends = new int[0];

  /** Forgets all, for a box of so many rows. */
  void start(int rows) {
    if (begins.length < rows) {
      begins = new int[rows];
      ends = new int[rows];
    }
    Arrays.fill(begins, 0, rows, 0);
    Arrays.fill(ends, 0, rows, 0);
  }

  /**
   * Looks around a column at what was just drawn.
   *
   * @param line where the row begins in the samples of alpha
   */
  void look(int row, int column, float[] alpha, int line, int width) {
    int begin = begins[row];
    int end = ends[row];
    if (alpha[line + column] < LEAST || (column >= begin && column < end)) {
      return;
    }
    int low = column;
    while (low > 0 && alpha[line + low - 1] >= LEAST) {
      low = low == end ? begin : low - 1;
    }
    int high = column + 1;
    while (high < width && alpha[line + high] >= LEAST) {
      high = high == begin ? end : high + 1;
    }
    if (high - low > end - begin) {
      begins[row] = low;
      ends[row] = high;
    }
  }

  /** The first column of a row's stretch. */
  int begin(int row) {
    return begins[row];
  }

  /** One past the last column of a row's stretch; not after the first if there is none. */
  int end(int row) {
    return ends[row];
  }
}
