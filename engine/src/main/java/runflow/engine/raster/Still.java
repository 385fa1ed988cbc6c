package runflow.engine.raster;

/** A still picture that is drawn through a mesh, row by row. Not thread-safe. */
final class Still {
  private static final float LEVEL = 1f / (1 << 16);

  private final Quads luma;
  private final Quads blue;
  private final Quads red;
  private final Warp fine;
  private final Warp coarse;
  private final int[] quads;

  /**
   * Makes a picture ready.
   *
   * @param plate opaque; its samples are copied
   * @param size of the frames
   */
  Still(Plate plate, Mesh mesh, Size size) {
    luma = new Quads(plate.luma);
    blue = new Quads(plate.blue);
    red = new Quads(plate.red);
    fine = new Warp(mesh, size.width(), size.height());
    coarse = new Warp(mesh, size.width() / 2, size.height() / 2);
    quads = new int[size.width()];
  }

  /** Fills a row of luma; rows are drawn from the first on, without a gap. */
  void luma(int y, float[] out) {
    fine.row(y, luma.width, luma.height);
    fill(luma, fine, out);
  }

  /** Draws a row of both planes of chroma; rows are drawn from the first on, without a gap. */
  void chroma(int y, Frame frame, float[] row) {
    coarse.row(y, blue.width, blue.height);
    int length = coarse.at.length;
    fill(blue, coarse, row);
    Film.chroma(row, frame.bytes(), frame.chroma(1) + y * length, length);
    fill(red, coarse, row);
    Film.chroma(row, frame.bytes(), frame.chroma(2) + y * length, length);
  }

  /** Two loops, since the one that reads from all over the picture is slow and the other fast. */
  private void fill(Quads plane, Warp warp, float[] out) {
    plane.pick(warp.at, quads);
    for (int i = 0; i < warp.at.length; i++) {
      out[i] = Quads.between(quads[i], warp.u[i], warp.v[i]) * LEVEL;
    }
  }
}
