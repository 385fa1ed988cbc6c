package runflow.engine.raster;

import java.util.Arrays;

/** Which columns of each row of a box something touches. Reused; not thread-safe. */
final class Touched {
  private int[] begins = new int[0];
  private int[] ends = new int[0];

  /** Forgets all, for a box of so many rows. */
  void start(int rows, int width) {
    if (begins.length < rows) {
      begins = new int[rows];
      ends = new int[rows];
    }
    Arrays.fill(begins, 0, rows, width);
    Arrays.fill(ends, 0, rows, 0);
  }

  /** Notes columns of a row; none if {@code from} is not below {@code to}. */
  void add(int row, int from, int to) {
    if (from < to) {
      begins[row] = Math.min(begins[row], from);
      ends[row] = Math.max(ends[row], to);
    }
  }

  /** Whether nothing touches any of some columns of a row. */
  boolean free(int row, int from, int to) {
    return to <= begins[row] || from >= ends[row];
  }

  /** The first column of a row that is touched. */
  int begin(int row) {
    return begins[row];
  }

  /** One past the last column of a row that is touched; 0 if none is. */
  int end(int row) {
    return ends[row];
  }
}
