package runflow.engine.raster;

/**
 * The stretch of each row that a limb may touch: all points within a distance of a line. Reused;
 * not thread-safe.
 */
final class Capsule {
  /** Its upper end. */
  private float ax;

  private float ay;

  /** From its upper end to its lower one. */
  private float bx;

  private float by;
  private float slope;
  private float square;

  /** From the line to its left side. */
  private float sideX;

  private float sideY;

  /** Takes a line from a to a + b and a distance from it. */
  void set(float newAx, float newAy, float newBx, float newBy, float reach) {
    boolean down = newBy >= 0;
    ax = down ? newAx : newAx + newBx;
    ay = down ? newAy : newAy + newBy;
    bx = down ? newBx : -newBx;
    by = down ? newBy : -newBy;
    slope = by > 0 ? bx / by : 0;
    square = reach * reach;
    float out = reach / Math.max(0.01f, Maths.sqrt(bx * bx + by * by));
    sideX = -by * out;
    sideY = bx * out;
  }

  /** Where a row begins; after its end if the row touches nothing. */
  float begin(float y) {
    float down = y - ay - sideY;
    if (down >= 0 && down <= by) {
      return ax + sideX + slope * down;
    }
    return down < 0 ? ax - half(y - ay) : ax + bx - half(y - ay - by);
  }

  /** Where a row ends. */
  float end(float y) {
    float down = y - ay + sideY;
    if (down >= 0 && down <= by) {
      return ax - sideX + slope * down;
    }
    return down < 0 ? ax + half(y - ay) : ax + bx + half(y - ay - by);
  }

  /** Half of what a row shows of a round end; below zero if it shows nothing. */
  private float half(float down) {
    float rest = square - down * down;
    return rest < 0 ? -1 : Maths.sqrt(rest);
  }
}
