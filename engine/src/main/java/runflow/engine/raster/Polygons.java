package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles and convex quadrangles on a box of pixels, with a colour and a nearness that change
 * evenly over each. Some that follow each other are one surface. Not thread-safe.
 */
final class Polygons {
  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {
    /** So far from this corner, in all, as one corner is from another. */
    Corner moved(Corner from, Corner to) {
      return new Corner(
          x + to.x - from.x,
          y + to.y - from.y,
          z + to.z - from.z,
          luma + to.luma - from.luma,
          blue + to.blue - from.blue,
          red + to.red - from.red);
    }
  }

  /** Which value is the nearness; those before it are luma, blue and red. */
  static final int NEAR = 3;

  private static final int CORNERS = 12;
  private static final int SIZE = CORNERS + 8;

  /**
   * For each polygon: what its values are at the box's corner and gain with a column and with a
   * row, and its corners' columns and rows.
   */
  private float[] all = new float[SIZE * 256];

  private int[] sides = new int[256];
  private int[] surfaces = new int[256];

  /** Number of the next; number 0 is none. */
  private int count = 1;

  private int surface;
  private float left;
  private float top;

  /** Starts anew with the box's corner at a pixel. */
  void clear(int newLeft, int newTop) {
    // A pixel of the picture is seen a quarter right of and below its place.
    left = newLeft + 0.25f;
    top = newTop + 0.25f;
    count = 1;
    surface = 1;
  }

  /** The number of the next polygon, from 1. */
  int next() {
    return count;
  }

  /** What follows is another surface. */
  void turn() {
    surface++;
  }

  /** Adds a triangle that is no line, its corners clockwise. */
  void add(Corner a, Corner b, Corner c) {
    start(a, b, c);
    put(0, a);
    put(1, b);
    put(2, c);
    finish(3);
  }

  /** Adds a patch as one polygon, its corners clockwise. */
  void add(Patch patch) {
    Corner[] plane = patch.plane();
    start(plane[0], plane[1], plane[2]);
    put(0, patch.a());
    put(1, patch.b());
    put(2, patch.c());
    put(3, patch.d());
    finish(4);
  }

  /** Starts a polygon with the values that a triangle has. */
  private void start(Corner a, Corner b, Corner c) {
    if (count == surfaces.length) {
      all = Arrays.copyOf(all, 2 * all.length);
      sides = Arrays.copyOf(sides, 2 * count);
      surfaces = Arrays.copyOf(surfaces, 2 * count);
    }
    float x = a.x() - left;
    float y = a.y() - top;
    Incline incline = Incline.of(x, y, b.x() - a.x(), b.y() - a.y(), c.x() - a.x(), c.y() - a.y());
    int at = SIZE * count;
    incline.store(a.luma(), b.luma(), c.luma(), all, at);
    incline.store(a.blue(), b.blue(), c.blue(), all, at + 3);
    incline.store(a.red(), b.red(), c.red(), all, at + 6);
    incline.store(a.z(), b.z(), c.z(), all, at + 9);
  }

  private void put(int number, Corner corner) {
    int at = SIZE * count + CORNERS + 2 * number;
    all[at] = corner.x() - left;
    all[at + 1] = corner.y() - top;
  }

  private void finish(int corners) {
    sides[count] = corners;
    surfaces[count] = surface;
    count++;
  }

  /** How many corners a polygon has. */
  int sides(int own) {
    return sides[own];
  }

  /** The column of a corner, counted clockwise. */
  float column(int own, int corner) {
    return all[SIZE * own + CORNERS + 2 * corner];
  }

  /** The row of a corner, counted clockwise. */
  float row(int own, int corner) {
    return all[SIZE * own + CORNERS + 2 * corner + 1];
  }

  /** A value (luma, blue, red or nearness) at a place. */
  float at(int own, int value, float x, float y) {
    int from = SIZE * own + 3 * value;
    return all[from] + all[from + 1] * x + all[from + 2] * y;
  }

  /** What a value gains with a column. */
  float across(int own, int value) {
    return all[SIZE * own + 3 * value + 1];
  }

  /** What a value gains with a row. */
  float down(int own, int value) {
    return all[SIZE * own + 3 * value + 2];
  }

  /** Whether two polygons are of one surface, or both none. */
  boolean joined(int one, int other) {
    return surfaces[one] == surfaces[other];
  }

  /**
   * From the middle of a pixel to that of one beside it.
   *
   * @param axis 0 for one to the right or left, 1 for one below or above
   * @param step 1 to the right or down, -1 to the left or up
   */
  record Way(int x, int y, int axis, int step) {
    private int along() {
      return axis == 0 ? x : y;
    }

    private int aside() {
      return axis == 0 ? y : x;
    }
  }

  /**
   * Where a way that begins in a polygon leaves it.
   *
   * @return a share of the way; more than 1 if it does not leave, or by an edge that the other axis
   *     crosses better
   */
  float exit(int own, Way way) {
    int corner = SIZE * own + CORNERS;
    int end = corner + 2 * sides[own];
    int axis = way.axis();
    float aside = way.aside();
    float start = all[end - 2 + axis];
    float side = all[end - 1 - axis];
    for (; corner < end; corner += 2) {
      float reach = all[corner + axis] - start;
      float turn = all[corner + 1 - axis] - side;
      if (side > aside != side + turn > aside) {
        float share = (start + (aside - side) * reach / turn - way.along()) * way.step();
        if (share >= 0) {
          return Math.abs(reach) <= Math.abs(turn) ? share : 2;
        }
      }
      start += reach;
      side += turn;
    }
    return 2;
  }

  /** The same where a polygon sinks into another that is seen at the end of the way. */
  float sinks(int own, int other, Way way) {
    float here = at(own, NEAR, way.x(), way.y()) - at(other, NEAR, way.x(), way.y());
    float across = across(own, NEAR) - across(other, NEAR);
    float down = down(own, NEAR) - down(other, NEAR);
    float along = way.axis() == 0 ? across : down;
    float aside = way.axis() == 0 ? down : across;
    float there = here + along * way.step();
    boolean fits = here > 0 && there < 0 && Math.abs(along) >= Math.abs(aside);
    return fits ? here / (here - there) : 2;
  }
}
