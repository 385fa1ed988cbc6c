package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles with a colour at each corner, the nearest of which is seen, drawn with four samples for
 * each pixel. A sample only remembers whose it is; colours are found when all are drawn. Not
 * thread-safe.
 */
final class Facets {
  private static final int FINE = 2;

  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {}

  private final int width;
  private final int height;
  private final float[] depth;

  /** Number of the triangle that each sample shows, where its depth is set. */
  private final int[] owner;

  /** Luma, blue and red of each triangle at the box's corner, and what they gain each sample. */
  private float[] slopes = new float[9 * 256];

  private int triangles;
  private final float[][] mean;

  /** First pixel of each row that something touches. */
  private final int[] begins;

  /** One past the last pixel of each row that something touches. */
  private final int[] ends;

  private float low;
  private float high;
  private int left;
  private int top;
  private int first;
  private int last;

  /** Facets in a box of pixels. */
  Facets(int width, int height) {
    this.width = width & ~1;
    this.height = height & ~1;
    int fine = this.width * FINE * this.height * FINE;
    depth = new float[fine];
    owner = new int[fine];
    mean = new float[4][this.width * this.height];
    begins = new int[this.height];
    ends = new int[this.height];
    Arrays.fill(depth, -Float.MAX_VALUE);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Starts anew with the box's corner at a pixel. */
  void clear(int newLeft, int newTop) {
    left = newLeft & ~1;
    top = newTop & ~1;
    int fine = width * FINE;
    for (int y = 0; y < height; y++) {
      if (begins[y] < ends[y]) {
        for (float[] plane : mean) {
          Arrays.fill(plane, y * width + begins[y], y * width + ends[y], 0);
        }
        for (int q = 0; q < FINE; q++) {
          int row = (y * FINE + q) * fine;
          Arrays.fill(depth, row + begins[y] * FINE, row + ends[y] * FINE, -Float.MAX_VALUE);
        }
      }
    }
    Arrays.fill(begins, width);
    Arrays.fill(ends, 0);
    first = height;
    last = 0;
    triangles = 0;
  }

  void triangle(Corner a, Corner b, Corner c) {
    float ax = (a.x() - left) * FINE;
    float ay = (a.y() - top) * FINE;
    float bx = (b.x() - left) * FINE;
    float by = (b.y() - top) * FINE;
    float cx = (c.x() - left) * FINE;
    float cy = (c.y() - top) * FINE;
    float area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (Math.abs(area) < 0.01f) {
      return;
    }
    float k = 1 / area;
    float downB = -(cx - ax) * k;
    float downC = (bx - ax) * k;
    float stepB = (cy - ay) * k;
    float stepC = -(by - ay) * k;
    Plane plane = new Plane(ax, ay, stepB, downB, stepC, downC);
    if (slopes.length < 9 * (triangles + 1)) {
      slopes = Arrays.copyOf(slopes, 2 * slopes.length);
    }
    plane.store(a.luma(), b.luma(), c.luma(), slopes, 9 * triangles);
    plane.store(a.blue(), b.blue(), c.blue(), slopes, 9 * triangles + 3);
    plane.store(a.red(), b.red(), c.red(), slopes, 9 * triangles + 6);
    float toB = b.z() - a.z();
    float toC = c.z() - a.z();
    float deeper = toB * stepB + toC * stepC;
    float slopeAB = slope(bx - ax, by - ay);
    float slopeBC = slope(cx - bx, cy - by);
    float slopeCA = slope(ax - cx, ay - cy);
    int y0 = Math.max(0, (int) Math.ceil(Math.min(ay, Math.min(by, cy))));
    int y1 = Math.min(height * FINE - 1, (int) Math.floor(Math.max(ay, Math.max(by, cy))));
    first = Math.min(first, y0 / FINE);
    last = Math.max(last, y1 / FINE + 1);
    for (int y = y0; y <= y1; y++) {
      low = Float.MAX_VALUE;
      high = -Float.MAX_VALUE;
      edge(ax, ay, by, slopeAB, y);
      edge(bx, by, cy, slopeBC, y);
      edge(cx, cy, ay, slopeCA, y);
      int x0 = Math.max(0, (int) Math.ceil(low));
      int x1 = Math.min(width * FINE - 1, (int) Math.floor(high));
      if (x0 > x1) {
        continue;
      }
      begins[y / FINE] = Math.min(begins[y / FINE], x0 / FINE);
      ends[y / FINE] = Math.max(ends[y / FINE], x1 / FINE + 1);
      float fb = (x0 - ax) * stepB + (y - ay) * downB;
      float fc = (x0 - ax) * stepC + (y - ay) * downC;
      span(y * width * FINE + x0, x1 - x0, a.z() + toB * fb + toC * fc, deeper);
    }
    triangles++;
  }

  /** Takes a run of samples where the triangle is nearer than what is there. */
  private void span(int at, int n, float nearest, float deeper) {
    float[] far = depth;
    int[] whose = owner;
    int own = triangles;
    float near = nearest;
    for (int i = at; i <= at + n; i++) {
      if (near > far[i]) {
        far[i] = near;
        whose[i] = own;
      }
      near += deeper;
    }
  }

  private static float slope(float across, float down) {
    return Math.abs(down) > 1e-6f ? across / down : 0;
  }

  /** Widens the row's span to where an edge crosses it. */
  private void edge(float ax, float ay, float by, float slope, float y) {
    if (y >= Math.min(ay, by) && y <= Math.max(ay, by)) {
      float x = ax + (y - ay) * slope;
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }

  /** How values change over a triangle: shares of its second and third corner, by column, row. */
  private record Plane(float x, float y, float acrossB, float downB, float acrossC, float downC) {
    void store(float a, float b, float c, float[] out, int at) {
      float across = (b - a) * acrossB + (c - a) * acrossC;
      float down = (b - a) * downB + (c - a) * downC;
      out[at] = a - across * x - down * y;
      out[at + 1] = across;
      out[at + 2] = down;
    }
  }

  /** Finds the colour of each pixel. */
  void finish() {
    int fine = width * FINE;
    for (int y = first; y < Math.min(last, height); y++) {
      for (int x = begins[y]; x < ends[y]; x++) {
        int at = y * FINE * fine + x * FINE;
        int to = y * width + x;
        int own = owner[at];
        boolean one = own == owner[at + 1] && own == owner[at + fine];
        if (one && own == owner[at + fine + 1] && whole(at, fine)) {
          add(own, x * FINE + 0.5f, y * FINE + 0.5f, 1, to);
        } else {
          for (int q = 0; q < FINE * FINE; q++) {
            int from = at + (q >> 1) * fine + (q & 1);
            if (depth[from] > -Float.MAX_VALUE) {
              add(owner[from], x * FINE + (q & 1), y * FINE + (q >> 1), 0.25f, to);
            }
          }
        }
      }
    }
  }

  /** Whether something is at all four samples of a pixel. */
  private boolean whole(int at, int fine) {
    float above = Math.min(depth[at], depth[at + 1]);
    return Math.min(above, Math.min(depth[at + fine], depth[at + fine + 1])) > -Float.MAX_VALUE;
  }

  private void add(int triangle, float x, float y, float share, int to) {
    float[] all = slopes;
    int at = 9 * triangle;
    mean[0][to] += (all[at] + all[at + 1] * x + all[at + 2] * y) * share;
    mean[1][to] += (all[at + 3] + all[at + 4] * x + all[at + 5] * y) * share;
    mean[2][to] += (all[at + 6] + all[at + 7] * x + all[at + 8] * y) * share;
    mean[3][to] += share;
  }

  /** Draws a row of a plane (0 luma, 1 and 2 chroma) over what is in {@code row}. */
  void over(int plane, int y, float[] row) {
    int step = plane == 0 ? 1 : 2;
    int line = y * step - top;
    if (line < first || line >= Math.min(last, height)) {
      return;
    }
    float[] colour = mean[plane];
    float[] cover = mean[3];
    int from = line * width;
    int next = plane == 0 ? from : Math.min(line + 1, Math.min(last, height) - 1) * width;
    int below = next / width;
    int begin = Math.min(begins[line], begins[below]) & ~1;
    int end = Math.max(ends[line], ends[below]);
    for (int i = begin; i < end && i + step <= width; i += step) {
      float a = cover[from + i];
      float s = colour[from + i];
      if (plane > 0) {
        a = (a + cover[from + i + 1] + cover[next + i] + cover[next + i + 1]) / 4;
        s = (s + colour[from + i + 1] + colour[next + i] + colour[next + i + 1]) / 4;
      }
      int x = (left + i) / step;
      if (a > 0 && x >= 0 && x < row.length) {
        row[x] = row[x] * (1 - a) + s;
      }
    }
  }
}
