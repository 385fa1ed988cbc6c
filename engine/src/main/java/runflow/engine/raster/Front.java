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
  private final float[] row;
  private final int[] columns = new int[2];

  /** Draws over the rows from {@code top} down. */
  Front(Lens lens, List<Layer> layers, List<Inset> insets, int top) {
    this.lens = lens;
    this.top = top & ~1;
    stack = new Stack(layers, insets);
    row = new float[lens.width()];
  }

  @Override
  public void draw(Frame frame, View view) {
    stack.place(lens, view);
    byte[] bytes = frame.bytes();
    for (int y = Math.max(0, top); y < lens.height(); y++) {
      over(bytes, y * lens.width(), 0, y);
    }
    for (int plane = 1; plane <= 2; plane++) {
      for (int y = Math.max(0, top) / 2; y < lens.height() / 2; y++) {
        over(bytes, frame.chroma(plane) + y * (lens.width() / 2), plane, y);
      }
    }
  }

  private void over(byte[] bytes, int at, int plane, int y) {
    int length = plane == 0 ? lens.width() : lens.width() / 2;
    float most = plane == 0 ? 235 : 240;
    stack.reach(plane, y, columns);
    int to = Math.min(length, columns[1]);
    for (int x = columns[0]; x < to; x++) {
      row[x] = (bytes[at + x] & 255) + 0.5f;
    }
    if (columns[0] < to) {
      stack.over(plane, y, row);
    }
    for (int x = columns[0]; x < to; x++) {
      bytes[at + x] = (byte) (int) Math.max(16f, Math.min(most, row[x]));
    }
  }
}
