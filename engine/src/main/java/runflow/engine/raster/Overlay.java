package runflow.engine.raster;

/** Something drawn over the finished rows of a frame. */
interface Overlay {
  void draw(Frame frame, View view);
}
