package runflow.engine.raster;

import runflow.engine.raster.Polygons.Corner;

/** A small piece of a curved surface: four corners, in their order around it. */
record Patch(Corner a, Corner b, Corner c, Corner d) {
  /** Levels of colour, or pixels of nearness, that nobody sees between two diagonals. */
  private static final float LITTLE = 3;

  /** Twice its area; negative if its corners are anticlockwise. */
  float area() {
    return cross(a, c, b, d);
  }

  /** The same with its corners the other way around. */
  Patch turned() {
    return new Patch(a, d, c, b);
  }

  /**
   * Whether it looks like a convex polygon over which all changes evenly: its diagonals cross
   * within it, and have nearly the same values where they do.
   */
  boolean even() {
    float area = area();
    float one = cross(a, b, b, d) / area;
    float other = cross(a, b, a, c) / area;
    return one > 0
        && one < 1
        && other > 0
        && other < 1
        && near(Maths.mix(a.luma(), c.luma(), one), Maths.mix(b.luma(), d.luma(), other))
        && near(Maths.mix(a.blue(), c.blue(), one), Maths.mix(b.blue(), d.blue(), other))
        && near(Maths.mix(a.red(), c.red(), one), Maths.mix(b.red(), d.red(), other))
        && near(Maths.mix(a.z(), c.z(), one), Maths.mix(b.z(), d.z(), other));
  }

  /**
   * Whose values change over the picture as evenly as this patch's, between its diagonals: a
   * triangle with a corner in its middle and two sides as long as the diagonals.
   */
  Corner[] plane() {
    Corner middle =
        new Corner(
            mean(a.x(), b.x(), c.x(), d.x()),
            mean(a.y(), b.y(), c.y(), d.y()),
            mean(a.z(), b.z(), c.z(), d.z()),
            mean(a.luma(), b.luma(), c.luma(), d.luma()),
            mean(a.blue(), b.blue(), c.blue(), d.blue()),
            mean(a.red(), b.red(), c.red(), d.red()));
    return new Corner[] {middle, middle.moved(a, c), middle.moved(b, d)};
  }

  private static float mean(float a, float b, float c, float d) {
    return (a + b + c + d) / 4;
  }

  private static boolean near(float one, float other) {
    return Math.abs(one - other) < LITTLE;
  }

  /** How far the way between two corners turns to the right of that between two others, by area. */
  private static float cross(Corner from, Corner to, Corner start, Corner end) {
    return (to.x() - from.x()) * (end.y() - start.y())
        - (to.y() - from.y()) * (end.x() - start.x());
  }
}
