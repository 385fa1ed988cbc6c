package runflow.engine.raster;

import java.util.Arrays;

/** The columns of a row that something may touch, in blocks. Reused; not thread-safe. */
final class Blocks {
  private static final int SIZE = 16;

  private final int columns;
  private final boolean[] touched;

  /** None of so many columns. */
  Blocks(int columns) {
    this.columns = columns;
    touched = new boolean[(columns + SIZE - 1) / SIZE];
  }

  void clear() {
    Arrays.fill(touched, false);
  }

  /** Adds columns, some of which may lie outside the row. */
  void add(int first, int end) {
    int from = Math.max(0, first);
    int to = Math.min(columns, end);
    if (from < to) {
      Arrays.fill(touched, from / SIZE, (to + SIZE - 1) / SIZE, true);
    }
  }

  /** The first column from one on, itself the first of a block, that may be touched, or the end. */
  int from(int column) {
    return next(column, true);
  }

  /** The first column from one on, itself the first of a block, that is not touched, or the end. */
  int to(int column) {
    return next(column, false);
  }

  private int next(int column, boolean sought) {
    int block = (column + SIZE - 1) / SIZE;
    while (block < touched.length && touched[block] != sought) {
      block++;
    }
    return Math.min(columns, block * SIZE);
  }
}
