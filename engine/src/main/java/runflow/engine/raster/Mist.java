package runflow.engine.raster;

import java.util.Arrays;

/**
 * Soft ellipses of one colour over each other. What shows through all of them is found first, so
 * that the colour is laid once and not for each. Not thread-safe.
 */
final class Mist {
  private static final int VALUES = 5;

  private final Brush brush;
  private final float[] rest;

  /** Of each: its middle, half of its sides, and its alpha. */
  private float[] all = new float[VALUES * 8];

  private int count;
  private int first;
  private int last;

  /** A mist that tells a brush how much it covers, of a picture with so many columns. */
  Mist(Brush brush, int columns) {
    this.brush = brush;
    rest = new float[columns];
  }

  /** Forgets all. */
  void clear() {
    count = 0;
  }

  /** Adds an ellipse, in pixels. */
  void add(float x, float y, float across, float down, float alpha) {
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
      out = Math.min(out, all[at + 1] - all[at + 3]);
    }
    return (int) out;
  }

  /** One past the last row that any ellipse may touch. */
  int bottom() {
    float out = 0;
    for (int at = 0; at < VALUES * count; at += VALUES) {
      out = Math.max(out, all[at + 1] + all[at + 3]);
    }
    return (int) out + 1;
  }

  /** Finds how much of each column of a row is covered, between two columns. */
  void row(int y, int left, int right) {
    first = right;
    last = left;
    for (int at = 0; at < VALUES * count; at += VALUES) {
      float dy = (y - all[at + 1]) / all[at + 3];
      if (Math.abs(dy) <= 1) {
        float half = all[at + 2] * Maths.sqrt(1 - dy * dy) + 1;
        int from = Math.max(left, (int) (all[at] - half));
        int to = Math.min(right, (int) (all[at] + half) + 1);
        if (from < to) {
          reach(from, to);
          brush.soft(from, to, all[at], all[at + 2], 1 - dy * dy);
          brush.dense(from, to, all[at + 4]);
          dim(from, to);
        }
      }
    }
    float[] covers = brush.covers;
    for (int x = first; x < last; x++) {
      covers[x] = 1 - rest[x];
    }
  }

  /** The first column of the row that is covered. */
  int first() {
    return first;
  }

  /** One past the last column of the row that is covered; before the first if none is. */
  int last() {
    return last;
  }

  /** Widens what is covered, which must be without a gap, to some more columns. */
  private void reach(int from, int to) {
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

  private void dim(int from, int to) {
    float[] out = rest;
    float[] cover = brush.covers;
    for (int x = from; x < to; x++) {
      out[x] *= 1 - cover[x];
    }
  }
}
