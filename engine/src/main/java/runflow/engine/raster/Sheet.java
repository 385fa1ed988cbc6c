package runflow.engine.raster;

import java.util.Arrays;

/**
 * Luma, blue, red and alpha of a box of pixels, all at full resolution and multiplied by alpha, and
 * which columns of each row something touches. Not thread-safe.
 */
final class Sheet {
  private final int width;
  private final int height;
  private final float[][] planes;
  private Touched touched = new Touched();

  /** What was touched before the last start. */
  private Touched before = new Touched();

  /** An empty sheet; both sides are even. */
  Sheet(int width, int height) {
    this.width = width;
    this.height = height;
    planes = new float[4][width * height];
    touched.start(height, width);
    before.start(height, width);
  }

  /** Samples: luma, blue, red, alpha; row by row. */
  float[] plane(int number) {
    return planes[number];
  }

  void touch(int row, int from, int to) {
    touched.add(row, from, to);
  }

  boolean touched(int row) {
    return touched.begin(row) < touched.end(row);
  }

  /** The first column of a row that is touched. */
  int begin(int row) {
    return touched.begin(row);
  }

  /** One past the last column of a row that is touched; 0 if none is. */
  int end(int row) {
    return touched.end(row);
  }

  /** Starts anew; samples stay until they are wiped or written. */
  void start() {
    Touched free = before;
    before = touched;
    touched = free;
    touched.start(height, width);
  }

  /** Wipes what the columns of a row still show of before. */
  void wipe(int row, int from, int to) {
    int first = Math.max(from, before.begin(row));
    int last = Math.min(to, before.end(row));
    if (first < last) {
      for (float[] plane : planes) {
        Arrays.fill(plane, row * width + first, row * width + last, 0);
      }
    }
  }

  /**
   * Draws a line of a plane (0 luma, 1 and 2 chroma) over a row of the picture.
   *
   * @param line of the box; for chroma the upper of two
   * @param left column of the picture at which the box begins, even
   */
  void over(int plane, int line, int left, float[] row) {
    int below = plane == 0 ? line : Math.min(line + 1, height - 1);
    int from = Math.min(begin(line), begin(below));
    int to = Math.max(end(line), end(below));
    if (from >= to) {
      return;
    }
    if (plane == 0) {
      luma(line * width, Math.max(from, -left), Math.min(to, row.length - left), left, row);
    } else {
      int first = Math.max(from & ~1, -left);
      int last = Math.min(to, 2 * row.length - left);
      for (int i = first; i < last; i += 2) {
        float a = quarter(planes[3], line * width + i, below * width + i);
        float s = quarter(planes[plane], line * width + i, below * width + i);
        int x = (left + i) / 2;
        row[x] = row[x] * (1 - a) + s;
      }
    }
  }

  private static float quarter(float[] plane, int at, int next) {
    return (plane[at] + plane[at + 1] + plane[next] + plane[next + 1]) * 0.25f;
  }

  private void luma(int line, int from, int to, int left, float[] row) {
    float[] colour = planes[0];
    float[] cover = planes[3];
    for (int i = from; i < to; i++) {
      row[left + i] = row[left + i] * (1 - cover[line + i]) + colour[line + i];
    }
  }
}
