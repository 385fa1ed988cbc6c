package runflow.engine.raster;

/**
 * A mesh over a picture whose corners move as near or far as they are. Between corners all is
 * straight, so that nothing tears. Not thread-safe.
 */
final class Mesh {
  /** How much larger than the frame the picture is drawn, so that its edges stay outside. */
  private static final float BASE = 1.035f;

  private final Relievo relievo;
  private final float[] x;
  private final float[] y;

  Mesh(Relievo relievo) {
    this.relievo = relievo;
    x = new float[(relievo.columns + 1) * (relievo.rows + 1)];
    y = new float[x.length];
  }

  /** Places the corners for a view; picture and frame are both one wide and one high. */
  void place(View view) {
    float travel = Math.abs(view.x()) + 0.5f * Math.abs(view.y());
    for (int row = 0; row <= relievo.rows; row++) {
      for (int column = 0; column <= relievo.columns; column++) {
        int at = row * (relievo.columns + 1) + column;
        float near = relievo.near(column, row);
        float grow = view.forward() * (0.1f + 0.42f * near);
        float zoom = (BASE + 0.25f * travel + grow) * view.zoom();
        float dx = view.x() * (0.5f * near - 0.1f) + view.turn() * 0.5f;
        float dy = -view.y() * (0.5f * near - 0.1f) - view.tilt() * 0.45f;
        float slack = 0.5f - 0.5f / zoom;
        x[at] = (column / (float) relievo.columns - 0.5f) / zoom + 0.5f + bound(dx, slack);
        y[at] = (row / (float) relievo.rows - 0.5f) / zoom + 0.5f + bound(dy, slack);
      }
    }
  }

  /** A shift that comes near what the zoom leaves room for, but never beyond. */
  private static float bound(float shift, float slack) {
    float k = Math.abs(shift) / slack;
    return k < 0.5f ? shift : Math.copySign(slack * (1 - 0.25f / k), shift);
  }

  int columns() {
    return relievo.columns;
  }

  int rows() {
    return relievo.rows;
  }

  /** Columns of the corners on the picture, 0 to 1, row by row. */
  float[] x() {
    return x;
  }

  /** Rows of the corners on the picture, 0 to 1, row by row. */
  float[] y() {
    return y;
  }
}
