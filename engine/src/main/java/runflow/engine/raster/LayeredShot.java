package runflow.engine.raster;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.scene.Camera;
import runflow.engine.scene.Scene;
import runflow.engine.scene.Style;

/** A shot of layers, light over them and overlays. Not thread-safe. */
final class LayeredShot implements Shot {
  /**
   * What a shot is made of.
   *
   * @param rows how many rows the layers draw; an overlay draws those below
   */
  record Parts(
      List<Layer> layers, List<Inset> insets, List<Glow> glows, List<Overlay> overlays, int rows) {}

  private final Lens lens;
  private final Camera camera;
  private final boolean grey;
  private final @Nullable Paper paper;
  private final float seconds;
  private final Parts parts;
  private final Stack stack;
  private final Film film;
  private final float[][] luma;
  private final float[][] chroma;

  LayeredShot(Lens lens, Scene scene, float seconds, Parts parts) throws InterruptedException {
    this.lens = lens;
    camera = scene.camera();
    Style style = scene.look().style();
    grey = style == Style.NOIR;
    paper = style == Style.WATERCOLOUR ? new Paper(lens, new Noise(5)) : null;
    this.seconds = seconds;
    this.parts = parts;
    Brushwork.over(parts.layers(), style, lens);
    stack = new Stack(parts.layers(), parts.insets(), lens);
    film = Film.of(lens, style);
    luma = new float[1][lens.width()];
    chroma = new float[2][lens.width() / 2];
  }

  @Override
  public void draw(float time, byte[] i420) {
    View view = View.at(camera, time, seconds);
    Frame frame = new Frame(i420, lens.width(), lens.height());
    stack.place(lens, view);
    parts.glows().forEach(glow -> glow.place(lens, view));
    film.start(view.frame());
    for (int y = 0; y < parts.rows(); y++) {
      compose(0, y, luma);
      film.luma(luma[0], y, i420, y * lens.width());
    }
    if (grey) {
      Arrays.fill(i420, frame.chroma(1), i420.length, (byte) 128);
    } else {
      chroma(frame, i420);
    }
    parts.overlays().forEach(overlay -> overlay.draw(frame, view));
    if (paper != null) {
      paper.draw(frame, view);
    }
    if (grey) {
      Arrays.fill(i420, frame.chroma(1), i420.length, (byte) 128);
    }
  }

  private void chroma(Frame frame, byte[] i420) {
    int half = lens.width() / 2;
    for (int y = 0; y < (parts.rows() + 1) / 2; y++) {
      compose(1, y, chroma);
      Film.chroma(chroma[0], i420, frame.chroma(1) + y * half, half);
      Film.chroma(chroma[1], i420, frame.chroma(2) + y * half, half);
    }
  }

  private void compose(int plane, int y, float[][] rows) {
    stack.compose(plane, y, rows);
    for (Glow glow : parts.glows()) {
      for (int p = 0; p < rows.length; p++) {
        glow.add(plane + p, y, rows[p]);
      }
    }
  }
}
