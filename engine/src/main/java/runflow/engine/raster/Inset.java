package runflow.engine.raster;

import java.util.List;

/** Something drawn on one layer and covered by the layers before it. */
interface Inset {
  /** Number of the layer it is drawn on; -1 for what lies behind the first. */
  int layer();

  /** Prepares a frame. */
  void place(Lens lens, View view, List<Layer> layers);

  /** Draws over a row of a plane (0 luma, 1 and 2 chroma). */
  void add(int plane, int y, float[] row);

  /** The first column of a row that it may touch. */
  default int from(int plane, int y) {
    return 0;
  }

  /** One past the last column of a row that it may touch; 0 if it touches none. */
  default int to(int plane, int y) {
    return Integer.MAX_VALUE;
  }
}
