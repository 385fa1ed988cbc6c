package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles with a colour at each corner, the nearest of which is seen, drawn with four samples for
 * each pixel. Not thread-safe.
 */
final class Facets {
  private static final int FINE = 2;

  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {}

  private final int width;
  private final int height;
  private final float[] depth;
  private final float[][] samples;
  private final float[][] mean;

  /** First pixel of each row that something touches. */
  private final int[] begins;

  /** One past the last pixel of each row that something touches. */
  private final int[] ends;

  private final float[] start = new float[3];
  private final float[] step = new float[3];
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
    samples = new float[3][fine];
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
    Slope z = new Slope(a.z(), b.z(), c.z(), stepB, stepC);
    Slope luma = new Slope(a.luma(), b.luma(), c.luma(), stepB, stepC);
    Slope blue = new Slope(a.blue(), b.blue(), c.blue(), stepB, stepC);
    Slope red = new Slope(a.red(), b.red(), c.red(), stepB, stepC);
    float slopeAB = slope(bx - ax, by - ay);
    float slopeBC = slope(cx - bx, cy - by);
    float slopeCA = slope(ax - cx, ay - cy);
    step[0] = luma.step;
    step[1] = blue.step;
    step[2] = red.step;
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
      int at = y * width * FINE + x0;
      float near = z.at(fb, fc);
      start[0] = luma.at(fb, fc);
      start[1] = blue.at(fb, fc);
      start[2] = red.at(fb, fc);
      span(at, x1 - x0, near, z.step);
    }
  }

  /** Draws a run of samples where it is nearer than what is there. */
  private void span(int at, int n, float nearest, float deeper) {
    float[] far = depth;
    float[] luma = samples[0];
    float[] blue = samples[1];
    float[] red = samples[2];
    float y = start[0];
    float u = start[1];
    float v = start[2];
    float byY = step[0];
    float byU = step[1];
    float byV = step[2];
    float near = nearest;
    for (int i = 0; i <= n; i++) {
      if (near > far[at + i]) {
        far[at + i] = near;
        luma[at + i] = y + byY * i;
        blue[at + i] = u + byU * i;
        red[at + i] = v + byV * i;
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

  /** How a value changes over a triangle. */
  private static final class Slope {
    final float start;
    final float toB;
    final float toC;
    final float step;

    Slope(float a, float b, float c, float stepB, float stepC) {
      start = a;
      toB = b - a;
      toC = c - a;
      step = toB * stepB + toC * stepC;
    }

    float at(float fb, float fc) {
      return start + toB * fb + toC * fc;
    }
  }

  /** Takes the mean of the samples of each pixel. */
  void finish() {
    int fine = width * FINE;
    for (int y = first; y < Math.min(last, height); y++) {
      for (int x = begins[y]; x < ends[y]; x++) {
        int at = y * FINE * fine + x * FINE;
        float luma = 0;
        float blue = 0;
        float red = 0;
        float cover = 0;
        for (int q = 0; q < FINE * FINE; q++) {
          int from = at + (q >> 1) * fine + (q & 1);
          if (depth[from] > -Float.MAX_VALUE) {
            luma += samples[0][from];
            blue += samples[1][from];
            red += samples[2][from];
            cover += 1;
          }
        }
        int to = y * width + x;
        mean[0][to] = luma * 0.25f;
        mean[1][to] = blue * 0.25f;
        mean[2][to] = red * 0.25f;
        mean[3][to] = cover * 0.25f;
      }
    }
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
