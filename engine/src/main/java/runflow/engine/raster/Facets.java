package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles with a colour at each corner, the nearest of which is seen, drawn with two samples for
 * each pixel, one above the other and half a pixel aside: edges look as with four. A sample only
 * remembers whose it is; colours are found when all are drawn. Not thread-safe.
 */
final class Facets {
  /** Lines of samples in a row of pixels. */
  private static final int LINES = 2;

  /** Bits for the number of a triangle. */
  private static final int BITS = 12;

  private static final int MOST = 1 << BITS;
  private static final int VALUES = 12;
  private static final int NOTHING = Integer.MIN_VALUE;

  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {}

  private final int width;
  private final int height;

  /**
   * What each sample shows: nearness above, the triangle's number below, so that the larger of two
   * is what is seen and loops need no branch.
   */
  private final int[] seen;

  /** Steps of nearness in a pixel. */
  private final float steps;

  /** 0, 1, 2 and so on, because a loop with a counter of floats cannot become vector code. */
  private final float[] ramp;

  /** Luma, blue, red and nearness of each triangle at the box's corner, and what they gain. */
  private float[] slopes = new float[VALUES * 256];

  private int triangles;
  private final Sheet sheet;
  private int left;
  private int top;

  /** Facets in a box of pixels. */
  Facets(int width, int height) {
    this.width = width & ~1;
    this.height = height & ~1;
    seen = new int[this.width * this.height * LINES];
    steps = (1 << 17) / (float) Math.max(width, height);
    ramp = new float[this.width];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i;
    }
    sheet = new Sheet(this.width, this.height);
    Arrays.fill(seen, NOTHING);
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
    for (int y = 0; y < height; y++) {
      for (int q = 0; q < LINES && sheet.touched(y); q++) {
        int row = (y * LINES + q) * width;
        Arrays.fill(seen, row + sheet.begin(y), row + sheet.end(y), NOTHING);
      }
    }
    sheet.clear();
    triangles = 0;
  }

  /** Adds a triangle no corner of which is nearer or farther than the box is large. */
  void triangle(Corner a, Corner b, Corner c) {
    float bx = b.x() - a.x();
    float by = line(b) - line(a);
    float cx = c.x() - a.x();
    float cy = line(c) - line(a);
    if (Math.abs(bx * cy - cx * by) < 0.005f || triangles == MOST) {
      return;
    }
    if (slopes.length < VALUES * (triangles + 1)) {
      slopes = Arrays.copyOf(slopes, 2 * slopes.length);
    }
    Incline incline = Incline.of(a.x() - left, line(a), bx, by, cx, cy);
    int at = VALUES * triangles;
    incline.store(a.luma(), b.luma(), c.luma(), slopes, at);
    incline.store(a.blue(), b.blue(), c.blue(), slopes, at + 3);
    incline.store(a.red(), b.red(), c.red(), slopes, at + 6);
    incline.store(a.z() * steps, b.z() * steps, c.z() * steps, slopes, at + 9);
    Corner high = a.y() <= b.y() ? a : b;
    Corner low = a.y() <= b.y() ? b : a;
    if (c.y() < high.y()) {
      rows(c, high, low);
    } else if (c.y() < low.y()) {
      rows(high, c, low);
    } else {
      rows(high, low, c);
    }
    triangles++;
  }

  /** A corner's place in lines of samples. */
  private float line(Corner corner) {
    return (corner.y() - top) * LINES;
  }

  /** Draws the lines from the highest corner to the lowest. */
  private void rows(Corner high, Corner middle, Corner low) {
    float y = line(high);
    float bend = line(middle);
    float end = line(low);
    float x = high.x() - left;
    float turn = middle.x() - left;
    float whole = slope(low.x() - high.x(), end - y);
    float upper = slope(turn - x, bend - y);
    float lower = slope(low.x() - middle.x(), end - bend);
    int first = Math.max(0, (int) Math.ceil(y));
    int last = Math.min(height * LINES - 1, (int) Math.floor(end));
    for (int j = first; j <= last; j++) {
      float one = x + (j - y) * whole;
      float other = j < bend ? x + (j - y) * upper : turn + (j - bend) * lower;
      line(j, Math.min(one, other), Math.max(one, other));
    }
  }

  private static float slope(float across, float down) {
    return down > 1e-6f ? across / down : 0;
  }

  /** Takes the samples of a line where the triangle is nearer than what is there. */
  private void line(int j, float from, float to) {
    float aside = (j & 1) * 0.5f;
    int x0 = Math.max(0, (int) Math.ceil(from - aside));
    int x1 = Math.min(width - 1, (int) Math.floor(to - aside));
    if (x0 > x1) {
      return;
    }
    int y = j / LINES;
    sheet.touch(y, x0, x1 + 1);
    int at = VALUES * triangles + 9;
    span(j * width, x0, x1, slopes[at] + slopes[at + 1] * aside + slopes[at + 2] * j);
  }

  private void span(int row, int from, int to, float start) {
    int[] all = seen;
    float[] count = ramp;
    int own = triangles;
    float slope = slopes[VALUES * own + 10];
    for (int x = from; x <= to; x++) {
      int key = (int) (start + slope * count[x]) << BITS | own;
      all[row + x] = Math.max(all[row + x], key);
    }
  }

  /** Finds the colour of each pixel. */
  void finish() {
    for (int y = 0; y < height; y++) {
      int at = y * LINES * width;
      for (int x = sheet.begin(y); x < sheet.end(y); ) {
        int own = seen[at + x] & (MOST - 1);
        int end = x;
        while (end < sheet.end(y) && shows(at + end, own) && shows(at + width + end, own)) {
          end++;
        }
        if (end > x) {
          fill(own, x, end, y);
          x = end;
        } else {
          add(seen[at + x], x, y * LINES, y * width + x);
          add(seen[at + width + x], x + 0.5f, y * LINES + 1, y * width + x);
          x++;
        }
      }
    }
  }

  private boolean shows(int at, int own) {
    return (seen[at] & (MOST - 1)) == own && seen[at] != NOTHING;
  }

  /** Writes pixels that show one triangle and nothing else. */
  private void fill(int own, int from, int to, int y) {
    float[] count = ramp;
    int line = y * width;
    for (int p = 0; p < 3; p++) {
      int at = VALUES * own + 3 * p;
      float slope = slopes[at + 1];
      float start = slopes[at] + slope * 0.25f + slopes[at + 2] * (y * LINES + 0.5f);
      float[] plane = sheet.plane(p);
      for (int x = from; x < to; x++) {
        plane[line + x] = start + slope * count[x];
      }
    }
    Arrays.fill(sheet.plane(3), line + from, line + to, 1);
  }

  /** Adds the colour of one sample to a pixel. */
  private void add(int key, float x, float y, int to) {
    if (key == NOTHING) {
      return;
    }
    int at = VALUES * (key & (MOST - 1));
    float share = 1f / LINES;
    for (int p = 0; p < 3; p++) {
      int from = at + 3 * p;
      sheet.plane(p)[to] += (slopes[from] + slopes[from + 1] * x + slopes[from + 2] * y) * share;
    }
    sheet.plane(3)[to] += share;
  }

  /** Draws a row of a plane (0 luma, 1 and 2 chroma) over what is in {@code row}. */
  void over(int plane, int y, float[] row) {
    int line = y * (plane == 0 ? 1 : 2) - top;
    if (line >= 0 && line < height) {
      sheet.over(plane, line, left, row);
    }
  }
}
