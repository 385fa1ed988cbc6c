package runflow.engine.raster;

import java.util.Arrays;

/**
 * How much of each pixel an outline covers, row by row. Where its edges cross the lines in which
 * rows are looked at is found for all of them at once. Reused; not thread-safe.
 */
final class Outline {
  /** What is looked at of the picture. */
  record Window(int left, int top, int right, int bottom) {}

  /** Lines in which a row is looked at. */
  private static final int LINES = 4;

  /** Cover below which nothing is to be seen. */
  private static final float FAINT = 0.002f;

  /** Columns at which edges cross each line, so many for a line as there are corners; in order. */
  private float[] crossings = new float[0];

  /** How many edges cross each line. */
  private int[] counts = new int[0];

  private int corners;
  private int top;
  private int bottom;
  private int left;
  private int width;

  /** Columns of the row that the outline touches. */
  private int first;

  private int last;

  /** Cover of the row's columns from the left; zero where nothing was touched. */
  private final float[] cover;

  Outline(int columns) {
    cover = new float[columns + 2];
  }

  /** Takes the outline of a face of a figure that stands somewhere, as far as it is in a window. */
  void set(float[] outline, Easel.Stand stand, Window window) {
    corners = outline.length / 2;
    left = window.left;
    width = window.right - left;
    float high = Float.MAX_VALUE;
    float low = -Float.MAX_VALUE;
    for (int i = 1; i < outline.length; i += 2) {
      float y = stand.row(outline[i]);
      high = Math.min(high, y);
      low = Math.max(low, y);
    }
    top = Math.max(window.top, (int) (high - 1));
    bottom = Math.max(top, Math.min(window.bottom, (int) (low + 1) + 1));
    reserve();
    float x = stand.column(outline[outline.length - 2]);
    float y = stand.row(outline[outline.length - 1]);
    for (int i = 0; i < outline.length; i += 2) {
      float nextX = stand.column(outline[i]);
      float nextY = stand.row(outline[i + 1]);
      cross(x, y, nextX, nextY);
      x = nextX;
      y = nextY;
    }
  }

  private void reserve() {
    int lines = LINES * (bottom - top);
    if (counts.length < lines) {
      counts = new int[lines];
    }
    if (crossings.length < lines * corners) {
      crossings = new float[lines * corners];
    }
    Arrays.fill(counts, 0, lines, 0);
  }

  /** Finds where an edge crosses lines. */
  private void cross(float x, float y, float nextX, float nextY) {
    float slope = (nextX - x) / (nextY - y);
    int from = Math.max(0, line(Math.min(y, nextY)));
    int to = Math.min(LINES * (bottom - top), line(Math.max(y, nextY)));
    for (int line = from; line < to; line++) {
      float down = top + (line + 0.5f) / LINES - 0.5f - y;
      int at = line * corners;
      int place = at + counts[line]++;
      float column = x + down * slope;
      for (; place > at && crossings[place - 1] > column; place--) {
        crossings[place] = crossings[place - 1];
      }
      crossings[place] = column;
    }
  }

  /** The first line that is not above a row. */
  private int line(float y) {
    return (int) Math.ceil((y - top) * LINES + (0.5f * LINES - 0.5f));
  }

  /** The first row that it may touch. */
  int top() {
    return top;
  }

  /** One past the last row that it may touch. */
  int bottom() {
    return bottom;
  }

  /** Writes how much of each column of the picture is covered, from the first to the last. */
  void row(int y, float[] covers) {
    first = width;
    last = 0;
    for (int line = LINES * (y - top); line < LINES * (y - top + 1); line++) {
      int at = line * corners;
      for (int k = at; k + 1 < at + counts[line]; k += 2) {
        span(crossings[k] + 0.5f - left, crossings[k + 1] + 0.5f - left);
      }
    }
    for (int i = first; i < last; i++) {
      covers[left + i] = cover[i] > FAINT ? Math.min(1, cover[i]) : 0;
    }
    if (first < last) {
      Arrays.fill(cover, first, last + 1, 0);
    }
  }

  /** The first column of the row that is touched. */
  int first() {
    return left + first;
  }

  /** One past the last column of the row that is touched; not after the first if none is. */
  int last() {
    return left + last;
  }

  private void span(float start, float end) {
    float from = Math.max(0, start);
    float to = Math.min(width, end);
    if (from >= to) {
      return;
    }
    int begin = (int) from;
    int whole = (int) to;
    first = Math.min(first, begin);
    last = Math.max(last, Math.min(width, whole + 1));
    if (begin == whole) {
      cover[begin] += (to - from) / LINES;
      return;
    }
    cover[begin] += (begin + 1 - from) / LINES;
    for (int x = begin + 1; x < whole; x++) {
      cover[x] += 1f / LINES;
    }
    cover[whole] += (to - whole) / LINES;
  }
}
