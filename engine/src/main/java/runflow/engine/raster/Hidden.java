package runflow.engine.raster;

import java.util.Arrays;

/** Cells of a plate that nearer plates hide in every frame. */
final class Hidden {
  /** Samples of a cell, across and down. */
  static final int CELL = 16;

  final Region region;
  private final int across;
  private final int down;
  private final boolean[] cells;

  /** Nothing of a region is hidden yet. */
  Hidden(Region region) {
    this.region = region;
    across = cells(region.width());
    down = cells(region.height());
    cells = new boolean[across * down];
  }

  private static int cells(int samples) {
    return (samples + CELL - 1) / CELL;
  }

  /** Room for the first and the last place before each cell along a side, with none yet. */
  static float[][] bounds(int samples) {
    float[][] out = new float[2][cells(samples)];
    Arrays.fill(out[0], Float.MAX_VALUE);
    Arrays.fill(out[1], -Float.MAX_VALUE);
    return out;
  }

  /** Hides what lies behind a plate, told where each column and row of cells is seen on it. */
  void behind(Opaque plate, float[][] columns, float[][] rows) {
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        cells[y * across + x] |= plate.covers(columns[0][x], rows[0][y], columns[1][x], rows[1][y]);
      }
    }
  }

  /** Whether a sample is hidden. */
  boolean at(int column, int row) {
    return cells[row / CELL * across + column / CELL];
  }

  /** The row from which on all of a column is hidden; the number of rows if its foot is not. */
  int from(int column) {
    int cell = down;
    while (cell > 0 && cells[(cell - 1) * across + column / CELL]) {
      cell--;
    }
    return Math.min(region.height(), cell * CELL);
  }
}
