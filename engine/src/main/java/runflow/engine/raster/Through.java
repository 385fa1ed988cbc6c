package runflow.engine.raster;

import java.util.Arrays;

/**
 * How much of what is behind shows through each column of a row, between a first and a last column;
 * all shows through the others. Reused; not thread-safe.
 */
final class Through {
  final float[] rest;

  /** The row, or -1 if none is known. */
  int row = -1;

  int first;
  int last;

  Through(int columns) {
    rest = new float[columns];
  }

  /** Shows all of a row. */
  void start(int newRow) {
    row = newRow;
    first = 0;
    last = 0;
  }

  /** Widens what may be covered, which is without a gap, to some more columns. */
  void reach(int from, int to) {
    if (from >= to) {
      return;
    }
    if (first >= last) {
      Arrays.fill(rest, from, to, 1);
      first = from;
      last = to;
      return;
    }
    if (from < first) {
      Arrays.fill(rest, from, first, 1);
      first = from;
    }
    if (to > last) {
      Arrays.fill(rest, last, to, 1);
      last = to;
    }
  }

  /** Covers some columns, which it must reach. */
  void dim(float[] covers, int from, int to) {
    float[] out = rest;
    for (int x = from; x < to; x++) {
      out[x] *= 1 - covers[x];
    }
  }

  /** Takes a row between two others; {@code share} is the way from the one to the other. */
  void between(Through one, Through other, float share) {
    one.reach(other.first, other.last);
    other.reach(one.first, one.last);
    first = one.first;
    last = one.last;
    float[] out = rest;
    float[] above = one.rest;
    float[] below = other.rest;
    for (int x = first; x < last; x++) {
      out[x] = above[x] + (below[x] - above[x]) * share;
    }
  }
}
