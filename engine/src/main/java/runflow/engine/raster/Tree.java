package runflow.engine.raster;

/** One tree of a stand, painted row by row. Not thread-safe. */
final class Tree {
  /** How far a trunk goes on under its root, in heights of the tree. */
  private static final float SUNK = 0.02f;

  /** What rounding may move the ends of a row by, in pixels. */
  private static final float ROUNDING = 0.1f;

  /** Differs from tree to tree, 0 to 1. */
  final float hue;

  private final Foot foot;
  private final Drawing looks;
  private final float sun;

  /** Height of the started row, in heights of the tree. */
  private float up;

  private float from;
  private float to;

  /**
   * Plants a tree.
   *
   * @param sun 1 if the sun is to its right, -1 if it is to its left
   */
  Tree(Foot foot, Specimen looks, float sun, float hue) {
    this.foot = foot;
    this.looks = looks.drawing(foot.pixel);
    this.sun = sun;
    this.hue = hue;
  }

  /**
   * Where a tree stands.
   *
   * @param pixel size of a pixel, in heights of the tree
   */
  record Foot(float x, float root, float pixel) {}

  /** The row of its tip. */
  float top() {
    return foot.root - 1 / foot.pixel;
  }

  /** The row below which nothing of it is drawn. */
  float bottom() {
    return foot.root + SUNK / foot.pixel;
  }

  /** The first column that any row of it may reach. */
  float leftmost() {
    return foot.x - Specimen.REACH / foot.pixel;
  }

  /** The last column that any row of it may reach. */
  float rightmost() {
    return foot.x + Specimen.REACH / foot.pixel;
  }

  /** Goes to a row; returns whether anything of it is there. */
  boolean start(float y) {
    up = (foot.root - y) * foot.pixel;
    if (up <= -SUNK || up >= 1) {
      return false;
    }
    float left = Math.max(-Specimen.REACH, looks.left(up));
    float right = Math.min(Specimen.REACH, looks.right(up));
    from = foot.x + (sun > 0 ? left : -right) / foot.pixel - ROUNDING;
    to = foot.x + (sun > 0 ? right : -left) / foot.pixel + ROUNDING;
    return left < right;
  }

  /** Height of the started row, in heights of the tree. */
  float up() {
    return up;
  }

  /** The first column of the started row that may have anything of it. */
  float from() {
    return from;
  }

  /** The last column of the started row that may have anything of it. */
  float to() {
    return to;
  }

  /** Writes cover, light and hue at a column of the started row if there is more than before. */
  boolean over(float x, float[] out) {
    if (x < from || x > to) {
      return false;
    }
    float across = (x - foot.x) * foot.pixel;
    return Math.abs(across) < Specimen.REACH && looks.over(across * sun, up, out);
  }
}
