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
    Plane plane = new Plane(ax, ay, (cy - ay) * k, -(cx - ax) * k, -(by - ay) * k, (bx - ax) * k);
    remember(plane, a, b, c);
    Edge ab = Edge.of(ax, ay, bx, by);
    Edge bc = Edge.of(bx, by, cx, cy);
    Edge ca = Edge.of(cx, cy, ax, ay);
    float across = plane.across(a.z(), b.z(), c.z());
    float down = plane.down(a.z(), b.z(), c.z());
    int y0 = Math.max(0, (int) Math.ceil(Math.min(ay, Math.min(by, cy))));
    int y1 = Math.min(height * FINE - 1, (int) Math.floor(Math.max(ay, Math.max(by, cy))));
    first = Math.min(first, y0 / FINE);
    last = Math.max(last, y1 / FINE + 1);
    for (int y = y0; y <= y1; y++) {
      low = Float.MAX_VALUE;
      high = -Float.MAX_VALUE;
      cross(ab, y);
      cross(bc, y);
      cross(ca, y);
      int x0 = Math.max(0, (int) Math.ceil(low));
      int x1 = Math.min(width * FINE - 1, (int) Math.floor(high));
      if (x0 <= x1) {
        begins[y / FINE] = Math.min(begins[y / FINE], x0 / FINE);
        ends[y / FINE] = Math.max(ends[y / FINE], x1 / FINE + 1);
        float near = a.z() + (x0 - ax) * across + (y - ay) * down;
        span(y * width * FINE + x0, x1 - x0, near, across);
      }
    }
    triangles++;
  }

  /** Keeps the colours of the triangle that is about to be drawn. */
  private void remember(Plane plane, Corner a, Corner b, Corner c) {
    int at = 9 * triangles;
    if (slopes.length < at + 9) {
      slopes = Arrays.copyOf(slopes, 2 * slopes.length);
    }
    plane.store(a.luma(), b.luma(), c.luma(), slopes, at);
    plane.store(a.blue(), b.blue(), c.blue(), slopes, at + 3);
    plane.store(a.red(), b.red(), c.red(), slopes, at + 6);
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

  /** A side of a triangle; {@code slope} is columns for each row. */
  private record Edge(float x, float y, float toY, float slope) {
    static Edge of(float ax, float ay, float bx, float by) {
      float down = by - ay;
      return new Edge(ax, ay, by, Math.abs(down) > 1e-6f ? (bx - ax) / down : 0);
    }
  }

  /** Widens the row's span to where an edge crosses it. */
  private void cross(Edge edge, float y) {
    if (y >= Math.min(edge.y, edge.toY) && y <= Math.max(edge.y, edge.toY)) {
      float x = edge.x + (y - edge.y) * edge.slope;
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }

  /** How values change over a triangle: shares of its second and third corner, by column, row. */
  private record Plane(float x, float y, float acrossB, float downB, float acrossC, float downC) {
    float across(float a, float b, float c) {
      return (b - a) * acrossB + (c - a) * acrossC;
    }

    float down(float a, float b, float c) {
      return (b - a) * downB + (c - a) * downC;
    }

    void store(float a, float b, float c, float[] out, int at) {
      out[at] = a - across(a, b, c) * x - down(a, b, c) * y;
      out[at + 1] = across(a, b, c);
      out[at + 2] = down(a, b, c);
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
