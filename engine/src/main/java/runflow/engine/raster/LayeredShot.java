package runflow.engine.raster;

import java.util.List;
import runflow.engine.scene.Move;

/** A shot of layers, light over them and overlays. Not thread-safe. */
final class LayeredShot implements Shot {
  /**
   * What a shot is made of.
   *
   * @param rows how many rows the layers draw; an overlay draws those below
   */
  record Parts(
      List<Layer> layers,
      List<Sparks> sparks,
      List<Glow> glows,
      List<Overlay> overlays,
      int rows) {}

  private final Lens lens;
  private final Move move;
  private final float seconds;
  private final Parts parts;
  private final Stack stack;
  private final Film film;
  private final float[] row;

  LayeredShot(Lens lens, Move move, float seconds, Parts parts) {
    this.lens = lens;
    this.move = move;
    this.seconds = seconds;
    this.parts = parts;
    stack = new Stack(parts.layers(), parts.sparks());
    film = new Film(lens, 1);
    row = new float[lens.width()];
  }

  @Override
  public void draw(float time, byte[] i420) {
    View view = View.at(move, time, seconds);
    Frame frame = new Frame(i420, lens.width(), lens.height());
    stack.place(lens, view);
    parts.glows().forEach(glow -> glow.place(lens, view));
    film.start(view.frame());
    for (int y = 0; y < parts.rows(); y++) {
      compose(0, y);
      film.luma(row, y, i420, y * lens.width());
    }
    int half = lens.width() / 2;
    for (int plane = 1; plane <= 2; plane++) {
      for (int y = 0; y < (parts.rows() + 1) / 2; y++) {
        compose(plane, y);
        Film.chroma(row, i420, frame.chroma(plane) + y * half, half);
      }
    }
    parts.overlays().forEach(overlay -> overlay.draw(frame, view));
  }

  private void compose(int plane, int y) {
    stack.compose(plane, y, row);
    for (Glow glow : parts.glows()) {
      glow.add(plane, y, row);
    }
  }
}
