package runflow.engine.raster;

import java.util.Arrays;
import runflow.engine.raster.Triangles.Corner;

/**
 * Which of some triangles is the nearest at each pixel of a box, by number; 0 is none. Not
 * thread-safe.
 */
final class Nearest {
  /** Bits for the number of a triangle, and for the part of a step while nearness is counted. */
  static final int BITS = 12;

  private static final int NUMBER = (1 << BITS) - 1;
  private static final int NOTHING = Integer.MIN_VALUE;

  /** Bits for the part of a column at which an edge crosses a row. */
  private static final int PART = 16;

  private static final int BEFORE_NEXT = (1 << PART) - 1;

  private final int width;
  private final int height;
  private final Triangles triangles;
  private final Sheet sheet;

  /**
   * What each pixel shows: nearness above, the triangle's number below, so that the larger of two
   * is what is seen and loops need no branch.
   */
  private final int[] keys;

  /** What a pixel of nearness adds to a key. */
  private final float unit;

  /** The triangle that is drawn. */
  private int own;

  /** Its key at the first column of the row that is drawn, and what a column and a row add. */
  private int start;

  private int across;
  private int down;

  /** None at any pixel of a box with even sides; touches the sheet where it notes one. */
  Nearest(int width, int height, Triangles triangles, Sheet sheet) {
    this.width = width;
    this.height = height;
    this.triangles = triangles;
    this.sheet = sheet;
    keys = new int[width * height];
    unit = (1 << (17 + BITS)) / (float) Math.max(width, height);
    Arrays.fill(keys, NOTHING);
  }

  /** Forgets what the sheet says is touched. */
  void clear() {
    for (int y = 0; y < height; y++) {
      if (sheet.touched(y)) {
        Arrays.fill(keys, y * width + sheet.begin(y), y * width + sheet.end(y), NOTHING);
      }
    }
  }

  /** The triangle that a pixel shows. */
  int number(int at) {
    return keys[at] & NUMBER;
  }

  /** The first pixel after one that shows another triangle, or a limit. */
  int end(int at, int limit) {
    int[] all = keys;
    int number = all[at] & NUMBER;
    int end = at + 1;
    while (end < limit && (all[end] & NUMBER) == number) {
      end++;
    }
    return end;
  }

  /** Whether a pixel shows what is nearer than what another shows. */
  boolean ahead(int at, int other) {
    return keys[at] > keys[other];
  }

  /** Notes a triangle where it is nearer than what is there; corners from the highest down. */
  void add(int number, Corner high, Corner middle, Corner low) {
    float y = triangles.row(high);
    float bend = triangles.row(middle);
    float end = triangles.row(low);
    float x = triangles.column(high);
    float turn = triangles.column(middle);
    float whole = slope(triangles.column(low) - x, end - y);
    float upper = slope(turn - x, bend - y);
    float lower = slope(triangles.column(low) - turn, end - bend);
    int first = Math.max(0, (int) Math.ceil(y));
    int then = Math.max(0, (int) Math.ceil(bend));
    int last = Math.min(height, (int) Math.floor(end) + 1);
    own = number;
    start = key(triangles.at(number, Triangles.NEAR, 0, first));
    across = key(triangles.across(number, Triangles.NEAR));
    down = key(triangles.down(number, Triangles.NEAR));
    int straight = column(x + (first - y) * whole);
    int step = column(whole);
    boolean right = x + (bend - y) * whole < turn;
    if (first < then) {
      int bent = column(x + (first - y) * upper);
      int to = Math.min(then, last);
      if (right) {
        rows(first, to, straight, step, bent, column(upper));
      } else {
        rows(first, to, bent, column(upper), straight, step);
      }
      straight += (then - first) * step;
    }
    int bent = column(turn + (then - bend) * lower);
    if (right) {
      rows(then, last, straight, step, bent, column(lower));
    } else {
      rows(then, last, bent, column(lower), straight, step);
    }
  }

  private static float slope(float across, float down) {
    return down > 1e-6f ? across / down : 0;
  }

  /** Only the lower bits, since what lies far outside the triangle may have more. */
  private int key(float nearness) {
    return (int) (long) (nearness * unit);
  }

  private static int column(float x) {
    return (int) (x * (1 << PART));
  }

  /** Draws rows between two edges, each with where it crosses the first row and what a row adds. */
  private void rows(int from, int to, int left, int leftStep, int right, int rightStep) {
    int one = left;
    int other = right;
    for (int y = from; y < to; y++) {
      int first = Math.max(0, (one + BEFORE_NEXT) >> PART);
      int last = Math.min(width - 1, other >> PART);
      if (first <= last) {
        sheet.touch(y, first, last + 1);
        span(y * width + first, y * width + last, start + first * across);
      }
      one += leftStep;
      other += rightStep;
      start += down;
    }
  }

  /** Takes pixels in steps, as most spans are too short for vector code. */
  private void span(int from, int to, int first) {
    int[] all = keys;
    int number = own;
    int step = across;
    int key = first;
    for (int at = from; at <= to; at++) {
      all[at] = Math.max(all[at], (key & ~NUMBER) | number);
      key += step;
    }
  }
}
