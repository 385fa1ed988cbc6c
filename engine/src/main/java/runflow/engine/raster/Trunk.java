package runflow.engine.raster;

/**
 * The trunk of a tree at one side of the picture, and what grows from it. Lengths are cells of the
 * sheet that the tree is drawn on. Not thread-safe.
 */
final class Trunk {
  private static final int PIECES = 24;

  /** The shorter side of the picture. */
  final float high;

  /** -1 at the left edge of the picture, 1 at the right one. */
  final float side;

  /** What makes the tree differ from others. */
  final int key;

  private final Smudge sheet;
  private final Region region;

  /** How far the sheet goes on beside the picture. */
  private final float margin;

  /** A trunk that is not drawn yet, on a sheet over a region. */
  Trunk(Smudge sheet, Region region, Lens lens, float side, int key) {
    this.sheet = sheet;
    this.region = region;
    this.side = side;
    this.key = key;
    high = Math.min(lens.height(), lens.width()) / region.scale();
    margin = lens.marginX() / region.scale();
  }

  /** A number of this tree's own, 0 to 1. */
  float draw(int salt) {
    return Maths.hash(key, salt);
  }

  /** The column of the trunk's middle at a height from the top; 0 to 1 down. */
  float column(float down) {
    float in = margin + high * (0.05f * draw(1) - 0.003f);
    float bend = high * (0.020f * Maths.sin(down * 2.6 + draw(2) * 6) + 0.03f * (0.5f - down));
    float x = in + bend;
    return side < 0 ? x : region.width() - x;
  }

  /** The row at a height from the top; 0 to 1 down. */
  float row(float down) {
    return down * region.height();
  }

  /** How far a column is from the edge of the sheet towards the middle of the picture. */
  float fromInnerEdge(float column) {
    return side < 0 ? region.width() - column : column;
  }

  /** Draws the trunk itself. */
  void rise() {
    for (int i = 0; i < PIECES; i++) {
      stroke(
          knot(i / (float) PIECES),
          knot((i + 1) / (float) PIECES),
          new Smudge.Ink(0.20f + 0.1f * draw(i), 0));
    }
  }

  private Smudge.Knot knot(float down) {
    float radius = high * (0.013f + 0.019f * down + 0.02f * Math.max(0, down - 0.85f));
    return new Smudge.Knot(column(down), down * (region.height() + 1), radius);
  }

  /** Lays a stroke over what has grown so far. */
  void stroke(Smudge.Knot from, Smudge.Knot to, Smudge.Ink ink) {
    sheet.stroke(from, to, ink);
  }
}
