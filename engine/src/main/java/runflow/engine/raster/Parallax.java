package runflow.engine.raster;

/**
 * How the camera moves what lies at one depth, in pixels of the picture: first away from the middle
 * of the horizon, then aside.
 */
record Parallax(Lens lens, float zoom, float x, float y) {
  /** Depth from which on nothing becomes larger when the camera comes nearer. */
  static final float FAR = 1000;

  static Parallax of(float depth, Lens lens, View view) {
    float nearer = depth < FAR ? depth / Math.max(0.4f, depth - view.forward()) : 1;
    float zoom = nearer * view.zoom();
    float x = -view.x() * lens.focal() / depth - view.turn() * lens.width();
    float y = view.y() * lens.focal() / depth + view.tilt() * lens.height();
    return new Parallax(lens, zoom, x, y);
  }

  /** The same, moved to the right. */
  Parallax drifted(float by) {
    return new Parallax(lens, zoom, x + by, y);
  }

  /** The unmoved column that is seen at a column of the picture. */
  float sourceColumn(float column) {
    float centre = lens.width() / 2f;
    return (column - x - centre) / zoom + centre;
  }

  /** The unmoved row that is seen at a row of the picture. */
  float sourceRow(float row) {
    return (row - y - lens.horizon()) / zoom + lens.horizon();
  }

  /** Where an unmoved column is seen. */
  float column(float source) {
    float centre = lens.width() / 2f;
    return (source - centre) * zoom + centre + x;
  }

  /** Where an unmoved row is seen. */
  float row(float source) {
    return (source - lens.horizon()) * zoom + lens.horizon() + y;
  }
}
