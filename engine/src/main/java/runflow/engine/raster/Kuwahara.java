package runflow.engine.raster;

import java.util.Arrays;

/**
 * The filter of Kuwahara over some rows of a surface: each opaque sample takes the mean of that of
 * four squares with a corner at it whose samples vary least, so that areas become even and edges
 * stay. Squares that are not opaque everywhere do not count, and what is nearer to the edges than a
 * square is large stays as it is. All sums are whole numbers below 2<sup>53</sup>. For one thread.
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

  /** For each row of squares that is still needed, by their left column: sums of samples. */
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
    sums = new double[side + 1][surface.width];
    spreads = new double[side + 1][surface.width];
  }

  /**
   * Paints rows, all of them at least {@code side} away from the first and the last one.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  void paint(int first, int last) throws InterruptedException {
    for (double[] column : columns) {
      Arrays.fill(column, 0);
    }
    for (int row = first - side; row < first; row++) {
      add(row, 1);
    }
    for (int top = first - side; top < last; top++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      add(top + side, 1);
      squares(top);
      add(top, -1);
      if (top >= first) {
        choose(top);
      }
    }
  }

  /** Adds a row to the columns, or takes it away. */
  private void add(int row, int sign) {
    double[] sum = columns[0];
    double[] square = columns[1];
    int at = row * surface.width;
    for (int x = 0; x < sum.length; x++) {
      double v = from[at + x];
      sum[x] += sign * v;
      square[x] += sign * v * v;
    }
    short[] alpha = surface.alpha;
    if (alpha != null) {
      double[] bare = columns[2];
      for (int x = 0; x < bare.length; x++) {
        bare[x] += alpha[at + x] < LEAST ? sign * BARE : 0;
      }
    }
  }

  /** Sums up the columns of each square whose upper row this is. */
  private void squares(int top) {
    double[] sum = sums[top % (side + 1)];
    double[] spread = spreads[top % (side + 1)];
    int count = (side + 1) * (side + 1);
    double all = 0;
    double squares = 0;
    double bare = 0;
    for (int x = 0; x < side; x++) {
      all += columns[0][x];
      squares += columns[1][x];
      bare += columns[2][x];
    }
    for (int x = 0; x < surface.width - side; x++) {
      all += columns[0][x + side];
      squares += columns[1][x + side];
      bare += columns[2][x + side];
      sum[x] = all;
      spread[x] = bare + squares * count - all * all;
      all -= columns[0][x];
      squares -= columns[1][x];
      bare -= columns[2][x];
    }
  }

  /** Writes a row, of which all squares are known. */
  private void choose(int y) {
    double[] upper = spreads[(y - side) % (side + 1)];
    double[] lower = spreads[y % (side + 1)];
    double[] upperSum = sums[(y - side) % (side + 1)];
    double[] lowerSum = sums[y % (side + 1)];
    double count = (side + 1) * (side + 1);
    int last = Math.min(surface.to[y], surface.width - side);
    for (int x = Math.max(surface.from[y], side); x < last; x++) {
      double least = upper[x - side];
      double sum = upperSum[x - side];
      sum = upper[x] < least ? upperSum[x] : sum;
      least = Math.min(upper[x], least);
      sum = lower[x - side] < least ? lowerSum[x - side] : sum;
      least = Math.min(lower[x - side], least);
      sum = lower[x] < least ? lowerSum[x] : sum;
      least = Math.min(lower[x], least);
      if (least < BARE) {
        surface.samples[y * surface.width + x] = (short) (int) (sum / count);
      }
    }
  }
}
