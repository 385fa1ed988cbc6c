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

  /** Rows that any ellipse may touch. */
  private int top;

  private int bottom;

  /** A mist over so many columns. */
  Mist(int columns) {
    brush = new Brush(columns);
    row = new Through(columns);
    above = new Through(columns);
    below = new Through(columns);
  }

  /** Forgets all. */
  void clear() {
    count = 0;
    top = 0;
    bottom = 0;
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
    int first = (int) (y - all[at + 3] - STEP);
    int end = (int) (y + all[at + 3] + STEP) + 1;
    top = count == 1 ? first : Math.min(top, first);
    bottom = Math.max(bottom, end);
  }

  /** The first row that any ellipse may touch. */
  int top() {
    return top;
  }

  /** One past the last row that any ellipse may touch. */
  int bottom() {
    return bottom;
  }

  /** Finds how much shows through each column of a row, not above 0, between two columns. */
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

  /** How much shows through each column of the row, from the first that is covered to the last. */
  float[] rest() {
    return row.rest;
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
