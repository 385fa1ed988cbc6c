package runflow.engine.raster;

import java.util.Arrays;

/** How much of each pixel of a row an outline covers. Not thread-safe. */
final class Outline {
  /** Lines in which a row is looked at. */
  private static final int LINES = 4;

  /** More edges than any face has on one line. */
  private static final int MOST = 64;

  private final float[] crossings = new float[MOST];
  private final float[] cover;
  private int dirtyFrom;
  private int dirtyTo;

  Outline(int width) {
    cover = new float[width + 2];
  }

  /**
   * Cover in 0 to 1 from a column on; the array is overwritten by the next call.
   *
   * @param xs columns of the corners
   * @param ys rows of the corners
   */
  float[] row(float[] xs, float[] ys, int y, int left, int width) {
    Arrays.fill(cover, dirtyFrom, Math.max(dirtyFrom, dirtyTo), 0);
    dirtyFrom = cover.length;
    dirtyTo = 0;
    for (int line = 0; line < LINES; line++) {
      int n = cross(xs, ys, y + (line + 0.5f) / LINES - 0.5f);
      for (int k = 0; k + 1 < n; k += 2) {
        span(crossings[k] + 0.5f - left, crossings[k + 1] + 0.5f - left, width);
      }
    }
    return cover;
  }

  private int cross(float[] xs, float[] ys, float y) {
    int n = 0;
    int j = xs.length - 1;
    for (int i = 0; i < xs.length && n < MOST; i++) {
      if (ys[i] > y != ys[j] > y) {
        crossings[n++] = xs[j] + (xs[i] - xs[j]) * (y - ys[j]) / (ys[i] - ys[j]);
      }
      j = i;
    }
    Arrays.sort(crossings, 0, n);
    return n;
  }

  private void span(float start, float end, int width) {
    float from = Math.max(0, start);
    float to = Math.min(width, end);
    int last = Math.min(width, (int) to + 1);
    dirtyFrom = Math.min(dirtyFrom, (int) from);
    dirtyTo = Math.max(dirtyTo, last);
    int first = (int) from;
    int whole = Math.max(first + 1, (int) to);
    part(first, from, to);
    for (int x = first + 1; x < whole; x++) {
      cover[x] += 1f / LINES;
    }
    if (last > whole) {
      part(whole, from, to);
    }
  }

  /** Adds what a span covers of a pixel. */
  private void part(int x, float from, float to) {
    float part = Math.min(to, x + 1) - Math.max(from, x);
    if (part > 0) {
      cover[x] += part / LINES;
    }
  }
}
