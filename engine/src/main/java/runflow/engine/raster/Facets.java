package runflow.engine.raster;

import java.util.Arrays;
import runflow.engine.raster.Polygons.Corner;

/**
 * Triangles and patches with a colour at each corner, the nearest of which is seen. A pixel first
 * only remembers whose its middle is; colours are found when all are drawn, and at rims mixed by
 * where an edge runs between two middles. Holds {@value #HELD} polygons at most. Not thread-safe.
 */
final class Facets {
  /** Polygons that have a number, since 0 is none. */
  static final int HELD = (1 << Nearest.BITS) - 1;

  /** Twice the area below which a polygon is not seen. */
  private static final float LEAST = 0.0025f;

  private final int width;
  private final int height;

  private final Polygons polygons = new Polygons();
  private final Sheet sheet;
  private final Nearest nearest;
  private int left;
  private int top;

  /** Facets in a box of pixels. */
  Facets(int width, int height) {
    this.width = width & ~1;
    this.height = height & ~1;
    sheet = new Sheet(this.width, this.height);
    nearest = new Nearest(this.width, this.height, polygons, sheet);
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
    nearest.clear();
    sheet.start();
    polygons.clear(left, top);
  }

  /** What follows is another surface: between two there may be a rim, within one there is none. */
  void turn() {
    polygons.turn();
  }

  /**
   * Adds a triangle no corner of which is nearer or farther than the box is large.
   *
   * @throws IllegalStateException if {@value #HELD} polygons are held already
   */
  void triangle(Corner a, Corner b, Corner c) {
    float area = (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
    if (Math.abs(area) < LEAST) {
      return;
    }
    int own = own();
    if (area > 0) {
      polygons.add(a, b, c);
    } else {
      polygons.add(a, c, b);
    }
    nearest.add(own);
  }

  /** Adds a patch, as two triangles if it is not even; the same holds for its corners. */
  void patch(Patch patch) {
    if (!patch.even()) {
      triangle(patch.a(), patch.b(), patch.d());
      triangle(patch.b(), patch.c(), patch.d());
    } else if (Math.abs(patch.area()) >= LEAST) {
      int own = own();
      polygons.add(patch.area() > 0 ? patch : patch.turned());
      nearest.add(own);
    }
  }

  /** The number of the polygon that is added next. */
  private int own() {
    if (polygons.next() > HELD) {
      throw new IllegalStateException(
          "A box of facets holds at most " + HELD + " polygons: draw fewer or smaller surfaces");
    }
    return polygons.next();
  }

  /** Finds the colour of each pixel. */
  void finish() {
    Line above = new Line();
    Line line = new Line();
    for (int y = 0; y < height; y++) {
      line.read(y);
      line.cover(y);
      for (int k = 0; k < line.count; k++) {
        if (line.number[k] > 0) {
          fill(line.number[k], line.end[k - 1], line.end[k], y);
        }
      }
      for (int k = 1; k < line.count; k++) {
        int x = line.end[k - 1];
        if (x > 0 && x < width && !polygons.joined(line.number[k - 1], line.number[k])) {
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

  /** Which polygons a row shows, run by run; 0 is none, and both ends show none. */
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
        int own = nearest.number(y * width + x);
        x = nearest.end(y * width + x, y * width + to) - y * width;
        add(own, x);
      }
      add(0, width);
    }

    /** Wipes what is empty, and makes opaque what is not. */
    void cover(int y) {
      for (int k = 0, from = 0; k < count; ) {
        sheet.wipe(y, from, end[k]);
        int first = end[k];
        int to = first;
        for (k++; k < count && number[k] > 0; k++) {
          to = end[k];
        }
        Arrays.fill(sheet.plane(3), y * width + first, y * width + to, 1);
        from = to;
      }
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
      if (!polygons.joined(above.number[k], below.number[low])) {
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

  /** Writes pixels that show one polygon. */
  private void fill(int own, int from, int to, int y) {
    float[] luma = sheet.plane(0);
    float[] blue = sheet.plane(1);
    float[] red = sheet.plane(2);
    float moreLuma = polygons.across(own, 0);
    float moreBlue = polygons.across(own, 1);
    float moreRed = polygons.across(own, 2);
    float l = polygons.at(own, 0, from, y);
    float b = polygons.at(own, 1, from, y);
    float r = polygons.at(own, 2, from, y);
    int last = y * width + to;
    for (int at = y * width + from; at < last; at++) {
      luma[at] = l;
      blue[at] = b;
      red[at] = r;
      l += moreLuma;
      b += moreBlue;
      r += moreRed;
    }
  }

  /** Softens a rim between a pixel and the one right of it (axis 0) or below it (axis 1). */
  private void rim(int x, int y, int axis) {
    int at = y * width + x;
    int beside = at + (axis == 0 ? 1 : width);
    boolean ahead = nearest.ahead(at, beside);
    int front = nearest.number(ahead ? at : beside);
    int back = nearest.number(ahead ? beside : at);
    var way =
        new Polygons.Way(
            ahead || axis == 1 ? x : x + 1, ahead || axis == 0 ? y : y + 1, axis, ahead ? 1 : -1);
    float leaves = polygons.exit(front, way);
    if (leaves > 1 && back > 0) {
      leaves = polygons.sinks(front, back, way);
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
