package runflow.engine.raster;

import java.util.Arrays;
import runflow.engine.raster.Triangles.Corner;

/**
 * Triangles with a colour at each corner, the nearest of which is seen. A pixel first only
 * remembers whose its middle is; colours are found when all are drawn, and at rims mixed by where
 * an edge runs between two middles. Holds {@value #HELD} triangles at most. Not thread-safe.
 */
final class Facets {
  /** Bits for the number of a triangle. */
  private static final int BITS = 12;

  private static final int MOST = 1 << BITS;

  /** Triangles that have a number, since 0 is none. */
  static final int HELD = MOST - 1;

  private static final int NOTHING = Integer.MIN_VALUE;

  private final int width;
  private final int height;

  /**
   * What each pixel shows: nearness above, the triangle's number below, so that the larger of two
   * is what is seen and loops need no branch.
   */
  private final int[] seen;

  /** Steps of nearness in a pixel. */
  private final float steps;

  /** 0, 1, 2 and so on, because a loop with a counter of floats cannot become vector code. */
  private final float[] ramp;

  private final Triangles triangles = new Triangles();
  private final Sheet sheet;
  private int left;
  private int top;

  /** Facets in a box of pixels. */
  Facets(int width, int height) {
    this.width = width & ~1;
    this.height = height & ~1;
    seen = new int[this.width * this.height];
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
      if (sheet.touched(y)) {
        Arrays.fill(seen, y * width + sheet.begin(y), y * width + sheet.end(y), NOTHING);
      }
    }
    sheet.clear();
    triangles.clear(left, top);
  }

  /** What follows is another surface: between two there may be a rim, within one there is none. */
  void turn() {
    triangles.turn();
  }

  /**
   * Adds a triangle no corner of which is nearer or farther than the box is large.
   *
   * @throws IllegalStateException if {@value #HELD} are held already
   */
  void triangle(Corner a, Corner b, Corner c) {
    float area = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
    if (Math.abs(area) < 0.0025f) {
      return;
    }
    if (triangles.next() > HELD) {
      throw new IllegalStateException(
          "A box of facets holds at most " + HELD + " triangles: draw fewer or smaller surfaces");
    }
    triangles.add(a, b, c);
    Corner high = a.y() <= b.y() ? a : b;
    Corner low = a.y() <= b.y() ? b : a;
    if (c.y() < high.y()) {
      rows(c, high, low);
    } else if (c.y() < low.y()) {
      rows(high, c, low);
    } else {
      rows(high, low, c);
    }
  }

  /** Draws the rows from the highest corner to the lowest. */
  private void rows(Corner high, Corner middle, Corner low) {
    float y = triangles.row(high);
    float bend = triangles.row(middle);
    float end = triangles.row(low);
    float x = triangles.column(high);
    float turn = triangles.column(middle);
    float whole = slope(low.x() - high.x(), end - y);
    float upper = slope(turn - x, bend - y);
    float lower = slope(low.x() - middle.x(), end - bend);
    int own = triangles.next() - 1;
    int first = Math.max(0, (int) Math.ceil(y));
    int last = Math.min(height - 1, (int) Math.floor(end));
    for (int j = first; j <= last; j++) {
      float one = x + (j - y) * whole;
      float other = j < bend ? x + (j - y) * upper : turn + (j - bend) * lower;
      int x0 = Math.max(0, (int) Math.ceil(Math.min(one, other)));
      int x1 = Math.min(width - 1, (int) Math.floor(Math.max(one, other)));
      if (x0 <= x1) {
        sheet.touch(j, x0, x1 + 1);
        span(own, j, x0, x1);
      }
    }
  }

  private static float slope(float across, float down) {
    return down > 1e-6f ? across / down : 0;
  }

  /** Takes the pixels of a row where the triangle is nearer than what is there. */
  private void span(int own, int y, int from, int to) {
    int[] all = seen;
    float[] count = ramp;
    float start = triangles.at(own, Triangles.NEAR, 0, y) * steps;
    float slope = triangles.across(own, Triangles.NEAR) * steps;
    int row = y * width;
    for (int x = from; x <= to; x++) {
      int key = (int) (start + slope * count[x]) << BITS | own;
      all[row + x] = Math.max(all[row + x], key);
    }
  }

  /** Finds the colour of each pixel. */
  void finish() {
    Line above = new Line();
    Line line = new Line();
    for (int y = 0; y < height; y++) {
      line.read(y);
      for (int k = 0; k < line.count; k++) {
        if (line.number[k] > 0) {
          fill(line.number[k], line.end[k - 1], line.end[k], y);
        }
      }
      for (int k = 1; k < line.count; k++) {
        int x = line.end[k - 1];
        if (x > 0 && x < width && !triangles.joined(line.number[k - 1], line.number[k])) {
          rim(x - 1, y, 0);
        }
      }
      if (y > 0) {
        rims(above, line, y - 1);
      }
      Line free = above;
      above = line;
      line = free;
    }
  }

  /** Which triangles a row shows, run by run; 0 is none, and both ends show none. */
  private final class Line {
    final int[] number = new int[width + 2];

    /** One past the last column of each run. */
    final int[] end = new int[width + 2];

    int count;

    void read(int y) {
      int from = Math.min(sheet.begin(y), sheet.end(y));
      int to = sheet.end(y);
      count = 0;
      add(0, from);
      for (int x = from; x < to; ) {
        int own = number(y * width + x);
        do {
          x++;
        } while (x < to && number(y * width + x) == own);
        add(own, x);
      }
      add(0, width);
    }

    private void add(int own, int to) {
      number[count] = own;
      end[count++] = to;
    }
  }

  /** Softens rims between a row and the one below it. */
  private void rims(Line above, Line below, int y) {
    int low = 0;
    int x = 0;
    for (int k = 0; k < above.count; ) {
      int to = Math.min(above.end[k], below.end[low]);
      if (!triangles.joined(above.number[k], below.number[low])) {
        for (; x < to; x++) {
          rim(x, y, 1);
        }
      }
      x = to;
      if (above.end[k] == to) {
        k++;
      }
      if (below.end[low] == to && low + 1 < below.count) {
        low++;
      }
    }
  }

  /** The triangle that a pixel shows; 0 for none. */
  private int number(int at) {
    return seen[at] & (MOST - 1);
  }

  /** Writes pixels that show one triangle. */
  private void fill(int own, int from, int to, int y) {
    float[] count = ramp;
    int line = y * width;
    for (int p = 0; p < 3; p++) {
      float slope = triangles.across(own, p);
      float start = triangles.at(own, p, 0, y);
      float[] plane = sheet.plane(p);
      for (int x = from; x < to; x++) {
        plane[line + x] = start + slope * count[x];
      }
    }
    Arrays.fill(sheet.plane(3), line + from, line + to, 1);
  }

  /** Softens a rim between a pixel and the one right of it (axis 0) or below it (axis 1). */
  private void rim(int x, int y, int axis) {
    int at = y * width + x;
    int beside = at + (axis == 0 ? 1 : width);
    boolean ahead = seen[at] > seen[beside];
    int front = number(ahead ? at : beside);
    int back = number(ahead ? beside : at);
    var way =
        new Triangles.Way(
            ahead || axis == 1 ? x : x + 1, ahead || axis == 0 ? y : y + 1, axis, ahead ? 1 : -1);
    float leaves = triangles.exit(front, way);
    if (leaves > 1 && back > 0) {
      leaves = triangles.sinks(front, back, way);
    }
    if (leaves <= 1) {
      sheet.touch(y + axis, x + 1 - axis, x + 2 - axis);
      sheet.touch(y, x, x + 1);
      mix(ahead ? at : beside, ahead ? beside : at, leaves);
    }
  }

  /** Mixes two pixels, the first in front, by how much of the way between them is the first's. */
  private void mix(int front, int back, float share) {
    int to = share < 0.5f ? front : back;
    int from = share < 0.5f ? back : front;
    float part = Math.abs(share - 0.5f);
    for (int p = 0; p < 4; p++) {
      float[] plane = sheet.plane(p);
      plane[to] += (plane[from] - plane[to]) * part;
    }
  }

  /** Draws a row of a plane (0 luma, 1 and 2 chroma) over what is in {@code row}. */
  void over(int plane, int y, float[] row) {
    int line = y * (plane == 0 ? 1 : 2) - top;
    if (line >= 0 && line < height) {
      sheet.over(plane, line, left, row);
    }
  }
}
