package runflow.engine.raster;

import java.util.Arrays;

/**
 * Soft ellipses of one colour over each other. What shows through all of them is found first, so
 * that the colour is laid once and not for each; of large ones only in some rows, since they change
 * slowly between. Not thread-safe.
 */
final class Mist {
  private static final int VALUES = 5;

  /** Rows between two in which large ellipses are looked at; a power of two. */
  private static final int STEP = 4;

  /** Half of the height from which on an ellipse is large. */
  private static final float LARGE = 3 * STEP;

  /** Alpha below which nothing is to be seen. */
  private static final float FAINT = 1 / 256f;

  private final Brush brush;
  private final Through row;

  /** Large ellipses in the row that was looked at above, and in the next one. */
  private Through above;

  private Through below;

  /** Of each: its middle, half of its sides, and its alpha. */
  private float[] all = new float[VALUES * 8];

  private int count;

  /** A mist that tells a brush how much it covers, of a picture with so many columns. */
  Mist(Brush brush, int columns) {
    this.brush = brush;
    row = new Through(columns);
    above = new Through(columns);
    below = new Through(columns);
  }

  /** Forgets all. */
  void clear() {
    count = 0;
    above.row = -1;
    below.row = -1;
  }

  /** Adds an ellipse, in pixels. */
  void add(float x, float y, float across, float down, float alpha) {
    if (alpha < FAINT) {
      return;
    }
    if (all.length < VALUES * (count + 1)) {
      all = Arrays.copyOf(all, 2 * all.length);
    }
    int at = VALUES * count++;
    all[at] = x;
    all[at + 1] = y;
    all[at + 2] = Math.max(0.5f, across);
    all[at + 3] = Math.max(0.5f, down);
    all[at + 4] = alpha;
  }

  /** The first row that any ellipse may touch. */
  int top() {
    float out = Float.MAX_VALUE;
    for (int at = 0; at < VALUES * count; at += VALUES) {
      out = Math.min(out, all[at + 1] - all[at + 3] - STEP);
    }
    return (int) out;
  }

  /** One past the last row that any ellipse may touch. */
  int bottom() {
    float out = 0;
    for (int at = 0; at < VALUES * count; at += VALUES) {
      out = Math.max(out, all[at + 1] + all[at + 3] + STEP);
    }
    return (int) out + 1;
  }

  /** Finds how much of each column of a row, not above 0, is covered, between two columns. */
  void row(int y, int left, int right) {
    int upper = y & -STEP;
    if (above.row != upper) {
      Through free = above;
      above = below;
      below = free;
    }
    look(above, upper, left, right);
    look(below, upper + STEP, left, right);
    row.between(above, below, (y - upper) / (float) STEP);
    lay(row, y, left, right, false);
    float[] covers = brush.covers;
    float[] rest = row.rest;
    for (int x = row.first; x < row.last; x++) {
      covers[x] = 1 - rest[x];
    }
  }

  /** Finds what shows through large ellipses in a row, unless that is known. */
  private void look(Through through, int y, int left, int right) {
    if (through.row != y) {
      through.start(y);
      lay(through, y, left, right, true);
    }
  }

  /** Covers a row with the ellipses that are large, or that are not. */
  private void lay(Through through, int y, int left, int right, boolean large) {
    for (int at = 0; at < VALUES * count; at += VALUES) {
      float dy = (y - all[at + 1]) / all[at + 3];
      if (Math.abs(dy) <= 1 && all[at + 3] >= LARGE == large) {
        float half = all[at + 2] * Maths.sqrt(1 - dy * dy) + 1;
        int from = Math.max(left, (int) (all[at] - half));
        int to = Math.min(right, (int) (all[at] + half) + 1);
        if (from < to) {
          through.reach(from, to);
          brush.soft(from, to, all[at], all[at + 2], 1 - dy * dy);
          brush.dense(from, to, all[at + 4]);
          through.dim(brush.covers, from, to);
        }
      }
    }
  }

  /** The first column of the row that is covered. */
  int first() {
    return row.first;
  }

  /** One past the last column of the row that is covered; not after the first if none is. */
  int last() {
    return row.last;
  }
}
