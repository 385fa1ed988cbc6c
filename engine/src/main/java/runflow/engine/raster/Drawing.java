package runflow.engine.raster;

/**
 * A specimen drawn in cells of one size, which knows between which of them each row of it lies.
 * Safe to share.
 */
final class Drawing {
  private final Smudge cover;

  /** Cells in the height of the tree. */
  private final float size;

  /** How far the middle of the first cell is from that of the first before any were halved. */
  private final float middle;

  private final Smudge.Ends ends;

  /**
   * A drawing.
   *
   * @param cells in the height of the tree before any were halved
   * @param halved how many of those one cell is wide
   */
  Drawing(Smudge cover, int cells, int halved) {
    this.cover = cover;
    size = (float) cells / halved;
    middle = 0.5f - 0.5f / halved;
    ends = cover.ends();
  }

  /** Cells in the height of the tree. */
  float size() {
    return size;
  }

  /** Writes cover at a place, and light and hue if there is any, each 0 to 1. */
  void at(float across, float up, float[] out) {
    cover.at(column(across), row(up), out);
  }

  /** Does so if there is more cover than was written before; returns whether there is. */
  boolean over(float across, float up, float[] out) {
    return cover.over(column(across), row(up), out);
  }

  /** How far to the left there is anything at a height. */
  float left(float up) {
    return across(ends.before(row(up)));
  }

  /** How far to the right there is anything at a height. */
  float right(float up) {
    return across(ends.after(row(up)));
  }

  private float column(float across) {
    return (across + Specimen.REACH) * size - middle;
  }

  private float across(float column) {
    return (column + middle) / size - Specimen.REACH;
  }

  private float row(float up) {
    return (1 - up) * size - middle;
  }
}
