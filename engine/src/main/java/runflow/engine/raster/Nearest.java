package runflow.engine.raster;

import java.util.Arrays;

/**
 * Which of some polygons is the nearest at each pixel of a box, by number; 0 is none. Not
 * thread-safe.
 */
final class Nearest {
  /** Bits for the number of a polygon, and for the part of a step while nearness is counted. */
  static final int BITS = 12;

  private static final int NUMBER = (1 << BITS) - 1;
  private static final int NOTHING = Integer.MIN_VALUE;

  /** Bits for the part of a column at which an edge crosses a row. */
  private static final int PART = 16;

  private static final int BEFORE_NEXT = (1 << PART) - 1;

  private final int width;
  private final int height;
  private final Polygons polygons;
  private final Sheet sheet;

  /**
   * What each pixel shows: nearness above, the polygon's number below, so that the larger of two is
   * what is seen and loops need no branch.
   */
  private final int[] keys;

  /** What a pixel of nearness adds to a key. */
  private final float unit;

  private final Side left = new Side(-1);
  private final Side right = new Side(1);

  /** The polygon that is drawn. */
  private int own;

  /** Its key at the first column of the row that is drawn, and what a column and a row add. */
  private int start;

  private int across;
  private int down;

  /** None at any pixel of a box with even sides; touches the sheet where it notes one. */
  Nearest(int width, int height, Polygons polygons, Sheet sheet) {
    this.width = width;
    this.height = height;
    this.polygons = polygons;
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

  /** The polygon that a pixel shows. */
  int number(int at) {
    return keys[at] & NUMBER;
  }

  /** The first pixel after one that shows another polygon, or a limit. */
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

  /** Notes a polygon where it is nearer than what is there. */
  void add(int number) {
    int high = 0;
    float end = polygons.row(number, 0);
    for (int k = 1; k < polygons.sides(number); k++) {
      high = polygons.row(number, k) < polygons.row(number, high) ? k : high;
      end = Math.max(end, polygons.row(number, k));
    }
    int y = Math.max(0, (int) Math.ceil(polygons.row(number, high)));
    int last = Math.min(height, (int) Math.ceil(end));
    own = number;
    start = key(polygons.at(number, Polygons.NEAR, 0, y));
    across = key(polygons.across(number, Polygons.NEAR));
    down = key(polygons.down(number, Polygons.NEAR));
    left.start(number, high);
    right.start(number, high);
    while (y < last) {
      left.reach(y);
      right.reach(y);
      int to = Math.min(last, Math.min(left.end, right.end));
      rows(y, to);
      y = to;
    }
  }

  /** The edges on one side of a polygon, from its highest corner down. */
  private final class Side {
    private final int turn;
    private int number;
    private int corner;

    /** One past the last row that the edge crosses. */
    int end;

    /** Where the edge crosses the row that is drawn, and what a row adds. */
    int column;

    int step;

    /** The edges that follow each other clockwise (1) or anticlockwise (-1). */
    Side(int turn) {
      this.turn = turn;
    }

    void start(int newNumber, int high) {
      number = newNumber;
      corner = high;
      end = Integer.MIN_VALUE;
    }

    private int next(int from) {
      int next = from + turn;
      int sides = polygons.sides(number);
      return next < 0 ? sides - 1 : next < sides ? next : 0;
    }

    /** Goes on to the edge that crosses a row. */
    void reach(int y) {
      while (end <= y) {
        int from = corner;
        corner = next(from);
        end = (int) Math.ceil(polygons.row(number, corner));
        if (end > y) {
          float x = polygons.column(number, from);
          float top = polygons.row(number, from);
          float slope =
              (polygons.column(number, corner) - x) / (polygons.row(number, corner) - top);
          column = column(x + (y - top) * slope);
          step = column(slope);
        }
      }
    }
  }

  /** Only the lower bits, since what lies far outside the polygon may have more. */
  private int key(float nearness) {
    return (int) (long) (nearness * unit);
  }

  private static int column(float x) {
    return (int) (x * (1 << PART));
  }

  /** Draws rows between the edges on both sides. */
  private void rows(int from, int to) {
    int one = left.column;
    int other = right.column;
    int oneStep = left.step;
    int otherStep = right.step;
    for (int y = from; y < to; y++) {
      int first = Math.max(0, (one + BEFORE_NEXT) >> PART);
      int last = Math.min(width - 1, other >> PART);
      if (first <= last) {
        sheet.touch(y, first, last + 1);
        span(y * width + first, y * width + last, start + first * across);
      }
      one += oneStep;
      other += otherStep;
      start += down;
    }
    left.column = one;
    right.column = other;
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
