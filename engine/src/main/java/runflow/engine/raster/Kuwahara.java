package runflow.engine.raster;

import java.util.Arrays;

/**
 * The filter of Kuwahara over some rows of a surface: each opaque sample takes the mean of that of
 * four squares with a corner at it whose samples vary least, so that areas become even and edges
 * stay. Squares count if they are opaque everywhere and nothing in them was left out because it is
 * hidden. Sums are kept as doubles, in which all of them are exact. For one thread.
 */
final class Kuwahara {
  /** Added to how much a square varies for each sample that is not opaque; more than any varies. */
  private static final double BARE = 1e14;

  /** What counts as opaque. */
  private static final int LEAST = Plate.MOST_ALPHA - 64;

  private final Surface surface;
  private final short[] from;
  private final int side;

  /** The samples of each column in a row of squares: their sum, that of their squares, the bare. */
  private final double[][] columns;

  /**
   * For each row of squares that is still needed, by their right column: sums of samples. Squares
   * that end beyond the last column vary as those do that are bare.
   */
  private final double[][] sums;

  /** The same: how much their samples vary. */
  private final double[][] spreads;

  /**
   * A filter.
   *
   * @param surface where it writes
   * @param from the samples of the surface as they were
   * @param side how much farther than a sample its squares reach
   */
  Kuwahara(Surface surface, short[] from, int side) {
    this.surface = surface;
    this.from = from;
    this.side = side;
    columns = new double[3][surface.width];
    sums = new double[side + 1][surface.width + side];
    spreads = new double[side + 1][surface.width + side];
    for (double[] row : spreads) {
      Arrays.fill(row, BARE);
    }
  }

  /**
   * Paints rows.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  void paint(int first, int last) throws InterruptedException {
    for (double[] column : columns) {
      Arrays.fill(column, 0);
    }
    int begin = Math.max(0, first - side);
    for (int row = begin; row < Math.min(begin + side, surface.height); row++) {
      add(row, 1);
    }
    for (int top = first - side; top < last; top++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (top < 0 || top + side >= surface.height) {
        Arrays.fill(spreads[place(top)], BARE);
      } else {
        add(top + side, 1);
        squares(top);
        add(top, -1);
      }
      if (top >= first) {
        choose(top);
      }
    }
  }

  /** Where the squares are kept whose upper row this is. */
  private int place(int top) {
    return Math.floorMod(top, side + 1);
  }

  /** Adds a row to the columns, or takes it away. */
  private void add(int row, int sign) {
    double[] sum = columns[0];
    double[] square = columns[1];
    double[] bare = columns[2];
    short[] alpha = surface.alpha;
    int at = row * surface.width;
    for (int x = 0; x < sum.length; x++) {
      double v = from[at + x];
      sum[x] += sign * v;
      square[x] += sign * v * v;
      bare[x] += v == 0 || (alpha != null && alpha[at + x] < LEAST) ? sign * BARE : 0;
    }
  }

  /** Sums up the columns of each square whose upper row this is. */
  private void squares(int top) {
    double[] sum = sums[place(top)];
    double[] spread = spreads[place(top)];
    int count = (side + 1) * (side + 1);
    double all = 0;
    double squares = 0;
    double bare = 0;
    for (int x = 0; x < side; x++) {
      all += columns[0][x];
      squares += columns[1][x];
      bare += columns[2][x];
    }
    for (int x = side; x < surface.width; x++) {
      all += columns[0][x];
      squares += columns[1][x];
      bare += columns[2][x];
      sum[x] = all;
      spread[x] = bare + squares * count - all * all;
      all -= columns[0][x - side];
      squares -= columns[1][x - side];
      bare -= columns[2][x - side];
    }
  }

  /** Writes a row, of which all squares are known. */
  private void choose(int y) {
    double[] upper = spreads[place(y - side)];
    double[] lower = spreads[place(y)];
    double[] upperSum = sums[place(y - side)];
    double[] lowerSum = sums[place(y)];
    double count = (side + 1) * (side + 1);
    for (int x = surface.from[y]; x < surface.to[y]; x++) {
      double least = upper[x];
      double sum = upperSum[x];
      sum = upper[x + side] < least ? upperSum[x + side] : sum;
      least = Math.min(upper[x + side], least);
      sum = lower[x] < least ? lowerSum[x] : sum;
      least = Math.min(lower[x], least);
      sum = lower[x + side] < least ? lowerSum[x + side] : sum;
      least = Math.min(lower[x + side], least);
      if (least < BARE) {
        surface.samples[y * surface.width + x] = (short) (int) (sum / count);
      }
    }
  }
}
