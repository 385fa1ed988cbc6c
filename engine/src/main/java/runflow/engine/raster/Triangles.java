package runflow.engine.raster;

import java.util.Arrays;

/**
 * Triangles on a box of pixels, with a colour and a nearness that change evenly over each. Some
 * that follow each other are one surface. Not thread-safe.
 */
final class Triangles {
  /** A corner: place in pixels of the picture, nearness, luma and chroma. */
  record Corner(float x, float y, float z, float luma, float blue, float red) {}

  /** Which value is the nearness; those before it are luma, blue and red. */
  static final int NEAR = 3;

  private static final int CORNERS = 12;
  private static final int SIZE = CORNERS + 6;

  /**
   * For each triangle: what its values are at the box's corner and gain with a column and with a
   * row, and its corners' columns and rows.
   */
  private float[] all = new float[SIZE * 256];

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

  /** The number of the next triangle, from 1. */
  int next() {
    return count;
  }

  /** What follows is another surface. */
  void turn() {
    surface++;
  }

  float column(Corner corner) {
    return corner.x() - left;
  }

  float row(Corner corner) {
    return corner.y() - top;
  }

  /** Adds a triangle that is no line. */
  void add(Corner a, Corner b, Corner c) {
    if (count == surfaces.length) {
      all = Arrays.copyOf(all, 2 * all.length);
      surfaces = Arrays.copyOf(surfaces, 2 * count);
    }
    float x = column(a);
    float y = row(a);
    Incline incline = Incline.of(x, y, b.x() - a.x(), b.y() - a.y(), c.x() - a.x(), c.y() - a.y());
    int at = SIZE * count;
    incline.store(a.luma(), b.luma(), c.luma(), all, at);
    incline.store(a.blue(), b.blue(), c.blue(), all, at + 3);
    incline.store(a.red(), b.red(), c.red(), all, at + 6);
    incline.store(a.z(), b.z(), c.z(), all, at + 9);
    all[at + CORNERS] = x;
    all[at + CORNERS + 1] = y;
    all[at + CORNERS + 2] = column(b);
    all[at + CORNERS + 3] = row(b);
    all[at + CORNERS + 4] = column(c);
    all[at + CORNERS + 5] = row(c);
    surfaces[count] = surface;
    count++;
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

  /** Whether two triangles are of one surface, or both none. */
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
   * Where a way that begins in a triangle leaves it.
   *
   * @return a share of the way; more than 1 if it does not leave, or by an edge that the other axis
   *     crosses better
   */
  float exit(int own, Way way) {
    int from = SIZE * own + CORNERS;
    int axis = way.axis();
    float leaves = 2;
    boolean fits = false;
    for (int k = 0; k < 6; k += 2) {
      int next = k == 4 ? 0 : k + 2;
      float start = all[from + k + axis];
      float side = all[from + k + 1 - axis];
      float reach = all[from + next + axis] - start;
      float turn = all[from + next + 1 - axis] - side;
      float share = (start + (way.aside() - side) * reach / turn - way.along()) * way.step();
      if (share >= 0 && share < leaves) {
        leaves = share;
        fits = Math.abs(reach) <= Math.abs(turn);
      }
    }
    return fits ? leaves : 2;
  }

  /** The same where a triangle sinks into another that is seen at the end of the way. */
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
