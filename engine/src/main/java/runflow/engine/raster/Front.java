package runflow.engine.raster;

import java.util.List;

/**
 * Layers and figures before the water, drawn over a frame that is finished behind them. Not
 * thread-safe.
 */
final class Front implements Overlay {
  private final Lens lens;
  private final Stack stack;
  private final int top;
  private final float[][] luma;
  private final float[][] chroma;
  private final Blocks fine;
  private final Blocks coarse;

  /** Draws over the rows from {@code top} down. */
  Front(Lens lens, List<Layer> layers, List<Inset> insets, int top) {
    this.lens = lens;
    this.top = top & ~1;
    stack = new Stack(layers, insets, lens);
    luma = new float[1][lens.width()];
    chroma = new float[2][lens.width() / 2];
    fine = new Blocks(lens.width());
    coarse = new Blocks(lens.width() / 2);
  }

  @Override
  public void draw(Frame frame, View view) {
    stack.place(lens, view);
    for (int y = Math.max(0, top); y < lens.height(); y++) {
      over(frame, 0, y, luma, fine);
    }
    for (int y = Math.max(0, top) / 2; y < lens.height() / 2; y++) {
      over(frame, 1, y, chroma, coarse);
    }
  }

  private void over(Frame frame, int plane, int y, float[][] rows, Blocks touched) {
    int columns = rows[0].length;
    touched.clear();
    stack.reach(plane, y, touched);
    int first = touched.from(0);
    if (first == columns) {
      return;
    }
    int start = stack.hide(plane, y, columns);
    for (int p = 0; p < rows.length && start < 0; p++) {
      for (int from = first; from < columns; from = touched.from(touched.to(from))) {
        frame.read(plane + p, y, rows[p], from, touched.to(from));
      }
    }
    stack.over(start, plane, y, rows);
    for (int p = 0; p < rows.length; p++) {
      for (int from = first; from < columns; from = touched.from(touched.to(from))) {
        frame.write(plane + p, y, rows[p], from, touched.to(from));
      }
    }
  }
}
