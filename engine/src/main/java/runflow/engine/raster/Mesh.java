package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles with a colour at each corner, the nearest of which is seen, drawn with four samples for
 * each pixel. Not thread-safe.
 */
final class Mesh {
  private static final int FINE = 2;

  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {}

  private final int width;
  private final int height;
  private final float[] depth;
  private final float[][] samples;
  private final float[][] mean;
  private int left;
  private int top;

  /** A mesh in a box of pixels. */
  Mesh(int width, int height) {
    this.width = width & ~1;
    this.height = height & ~1;
    int fine = this.width * FINE * this.height * FINE;
    depth = new float[fine];
    samples = new float[3][fine];
    mean = new float[4][this.width * this.height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int left() {
    return left;
  }

  int top() {
    return top;
  }

  /** Luma, blue, red and cover, multiplied by cover; row by row. */
  float[] plane(int number) {
    return mean[number];
  }

  /** Starts anew with the box's corner at a pixel. */
  void clear(int newLeft, int newTop) {
    left = newLeft & ~1;
    top = newTop & ~1;
    Arrays.fill(depth, -Float.MAX_VALUE);
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
    int y0 = Math.max(0, (int) Math.min(ay, Math.min(by, cy)));
    int y1 = Math.min(height * FINE - 1, (int) Math.max(ay, Math.max(by, cy)) + 1);
    int x0 = Math.max(0, (int) Math.min(ax, Math.min(bx, cx)));
    int x1 = Math.min(width * FINE - 1, (int) Math.max(ax, Math.max(bx, cx)) + 1);
    float stepB = (cy - ay) * k;
    float stepC = -(by - ay) * k;
    for (int y = y0; y <= y1; y++) {
      float fb = ((x0 - ax) * (cy - ay) - (cx - ax) * (y - ay)) * k;
      float fc = ((bx - ax) * (y - ay) - (x0 - ax) * (by - ay)) * k;
      int at = y * width * FINE + x0;
      for (int x = x0; x <= x1; x++, at++) {
        float fa = 1 - fb - fc;
        if (fa >= -0.001f && fb >= -0.001f && fc >= -0.001f) {
          float z = a.z() * fa + b.z() * fb + c.z() * fc;
          if (z > depth[at]) {
            depth[at] = z;
            samples[0][at] = a.luma() * fa + b.luma() * fb + c.luma() * fc;
            samples[1][at] = a.blue() * fa + b.blue() * fb + c.blue() * fc;
            samples[2][at] = a.red() * fa + b.red() * fb + c.red() * fc;
          }
        }
        fb += stepB;
        fc += stepC;
      }
    }
  }

  /** Takes the mean of the samples of each pixel. */
  void finish() {
    int fine = width * FINE;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
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
}
