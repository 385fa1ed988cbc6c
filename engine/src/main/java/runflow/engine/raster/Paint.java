package runflow.engine.raster;

/** A colour at each point of a plate. */
interface Paint {
  /**
   * Writes the colour at a point of the picture, in its pixels: linear r, g, b, not multiplied by
   * alpha, then alpha.
   */
  void at(float x, float y, float[] rgba);

  /** Where a row has nothing for certain, so that it need not be asked there. */
  default Blank blank(float y) {
    return Blank.NONE;
  }
}
