package runflow.engine.raster;

/**
 * Draws a picture through a mesh whose corners move as near or far as they are. Between corners all
 * is straight, so that nothing tears; whole numbers make it fast and alike everywhere. Not
 * thread-safe.
 */
final class Mesh {
  /** How much larger than the frame the picture is drawn, so that its edges stay outside. */
  private static final float BASE = 1.035f;

  private static final int ONE = 1 << 16;
  private static final float LEVEL = 1 / (ONE * Plate.UNIT);

  private final Relievo relievo;
  private final float[] x;
  private final float[] y;
  private final int[] u;
  private final int[] v;

  Mesh(Relievo relievo) {
    this.relievo = relievo;
    x = new float[(relievo.columns + 1) * (relievo.rows + 1)];
    y = new float[x.length];
    u = new int[relievo.columns + 1];
    v = new int[relievo.columns + 1];
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

  /**
   * Fills a row of a plane.
   *
   * @param out as long as the frame's plane is wide: a whole number for each cell
   * @param down rows of the frame's plane
   */
  void row(Surface from, int line, int down, float[] out, int length) {
    int cellRows = down / relievo.rows;
    int row = Math.min(relievo.rows - 1, line / cellRows);
    float part = (line + 0.5f) / cellRows - row;
    corners(from, row, part);
    int cell = length / relievo.columns;
    for (int c = 0; c < relievo.columns; c++) {
      cell(from, out, c, cell);
    }
  }

  private void cell(Surface from, float[] out, int column, int cell) {
    int stepU = (u[column + 1] - u[column]) / cell;
    int stepV = (v[column + 1] - v[column]) / cell;
    int placeU = u[column] + stepU / 2;
    int placeV = v[column] + stepV / 2;
    int width = from.width;
    short[] samples = from.samples;
    int end = (column + 1) * cell;
    for (int i = column * cell; i < end; i++) {
      int at = (placeV >> 16) * width + (placeU >> 16);
      int rightPart = (placeU >>> 8) & 255;
      int lowPart = (placeV >>> 8) & 255;
      int top = (samples[at] << 8) + (samples[at + 1] - samples[at]) * rightPart;
      int left = samples[at + width];
      int low = (left << 8) + (samples[at + width + 1] - left) * rightPart;
      out[i] = ((top << 8) + (low - top) * lowPart) * LEVEL;
      placeU += stepU;
      placeV += stepV;
    }
  }

  private void corners(Surface from, int row, float part) {
    int above = row * (relievo.columns + 1);
    int below = above + relievo.columns + 1;
    for (int c = 0; c <= relievo.columns; c++) {
      float px = Maths.mix(x[above + c], x[below + c], part) * from.width - 0.5f;
      float py = Maths.mix(y[above + c], y[below + c], part) * from.height - 0.5f;
      u[c] = (int) (Math.min(from.width - 1.01f, Math.max(0, px)) * ONE);
      v[c] = (int) (Math.min(from.height - 1.01f, Math.max(0, py)) * ONE);
    }
  }
}
