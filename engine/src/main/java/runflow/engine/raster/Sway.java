package runflow.engine.raster;

/** How the rows of a layer move to the side, each by itself, as a tree's do in the wind. */
interface Sway {
  /**
   * Pixels of the unmoved picture that a row moves to the right.
   *
   * @param row of the unmoved picture
   * @param time in seconds
   */
  float at(float row, float time);
}
