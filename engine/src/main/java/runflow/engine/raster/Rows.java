package runflow.engine.raster;

/**
 * Draws rows of one layer on rows of a frame. A call names a plane and gives a row of it to draw
 * on: luma alone, or both planes of chroma together, which share their alpha. Columns outside the
 * gaps are hidden by nearer layers, and may be left as they are.
 */
sealed interface Rows permits FineRows, CoarseRows, SwayingRows {
  /** Prepares a frame, after its layer has been placed. */
  void start();

  /** Writes a row of the layer over what is there; the layer is taken as opaque. */
  void replace(int first, int y, float[][] rows, Gaps gaps);

  /** Blends a row of the layer, which must not lie above its first, over what is there. */
  void blend(int first, int y, float[][] rows, Gaps gaps);
}
