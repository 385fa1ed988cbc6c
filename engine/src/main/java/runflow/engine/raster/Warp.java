package runflow.engine.raster;

/**
 * Where the pixels of a frame's plane fall on a picture, row after row. Within a cell of the mesh
 * all is linear, so that a row follows from the one above by one addition for each pixel. Not
 * thread-safe.
 */
final class Warp {
  private static final int ONE = 1 << 16;

  /** Columns of this row on the picture, in 1/65536. */
  final int[] u;

  /** Rows of this row on the picture, in 1/65536. */
  final int[] v;

  /** Where in the picture the sample above and left of each pixel is. */
  final int[] at;

  private final Mesh mesh;
  private final int across;
  private final int down;
  private final int[] stepU;
  private final int[] stepV;

  /** For a plane whose sides are whole numbers of cells. */
  Warp(Mesh mesh, int width, int height) {
    this.mesh = mesh;
    across = width / mesh.columns();
    down = height / mesh.rows();
    u = new int[width];
    v = new int[width];
    at = new int[width];
    stepU = new int[width];
    stepV = new int[width];
  }

  /** Goes to a row; rows must be asked for from the first on, without a gap. */
  void row(int line, int width, int height) {
    if (line % down == 0) {
      cells(line / down, width, height);
    } else {
      next();
    }
    for (int i = 0; i < at.length; i++) {
      at[i] = (v[i] >> 16) * width + (u[i] >> 16);
    }
  }

  private void next() {
    for (int i = 0; i < u.length; i++) {
      u[i] += stepU[i];
    }
    for (int i = 0; i < v.length; i++) {
      v[i] += stepV[i];
    }
  }

  private void cells(int row, int width, int height) {
    for (int c = 0; c < mesh.columns(); c++) {
      cell(u, stepU, c, mesh.x(), row, width);
      cell(v, stepV, c, mesh.y(), row, height);
    }
  }

  private void cell(int[] start, int[] step, int column, float[] corners, int row, int length) {
    int above = row * (mesh.columns() + 1) + column;
    int below = above + mesh.columns() + 1;
    float left = place(corners[above], length);
    float right = (place(corners[above + 1], length) - left) / across;
    float lowLeft = place(corners[below], length);
    float lowRight = (place(corners[below + 1], length) - lowLeft) / across;
    for (int k = 0; k < across; k++) {
      float top = left + right * (k + 0.5f);
      int slope = (int) ((lowLeft + lowRight * (k + 0.5f) - top) / down);
      step[column * across + k] = slope;
      start[column * across + k] = (int) top + slope / 2;
    }
  }

  private static float place(float corner, int length) {
    return Math.min(length - 1.01f, Math.max(0, corner * length - 0.5f)) * ONE;
  }
}
