package runflow.engine.raster;

/**
 * The stretch of each row that a limb may touch: all points within a distance of a line. Reused;
 * not thread-safe.
 */
final class Capsule {
  private float ax;
  private float ay;
  private float bx;
  private float by;
  private float reach;
  private float sideX;
  private float sideY;
  private float low;
  private float high;

  /** Takes a line from a to a + b and a distance from it. */
  void set(float newAx, float newAy, float newBx, float newBy, float newReach) {
    ax = newAx;
    ay = newAy;
    bx = newBx;
    by = newBy;
    reach = newReach;
    float length = Math.max(0.01f, Maths.sqrt(bx * bx + by * by));
    sideX = -by / length * reach;
    sideY = bx / length * reach;
  }

  /** Finds the columns of a row; {@link #from} is above {@link #to} if there are none. */
  void row(float y) {
    low = Float.MAX_VALUE;
    high = -Float.MAX_VALUE;
    circle(ax, y - ay);
    circle(ax + bx, y - ay - by);
    side(ax + sideX, y - ay - sideY);
    side(ax - sideX, y - ay + sideY);
  }

  /** The first column, rounded outwards. */
  int from() {
    return low > high ? 1 : (int) Math.floor(low - 0.5f);
  }

  /** One past the last column, rounded outwards. */
  int to() {
    return low > high ? 0 : (int) Math.floor(high + 0.5f) + 2;
  }

  private void circle(float x, float down) {
    float rest = reach * reach - down * down;
    if (rest >= 0) {
      float half = Maths.sqrt(rest);
      low = Math.min(low, x - half);
      high = Math.max(high, x + half);
    }
  }

  /** Where a side that begins at a column, so many rows above, crosses the row. */
  private void side(float x, float down) {
    if (by != 0 && down / by >= 0 && down / by <= 1) {
      float at = x + bx * (down / by);
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
  }
}
