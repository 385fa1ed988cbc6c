package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Scene;

/**
 * A shot through a still picture: its near parts move and grow more than its far ones, its light
 * drifts, and motes float before it. Not thread-safe.
 */
public final class PictureShot implements Shot {
  private final Lens lens;
  private final Scene scene;
  private final Size size;
  private final Plate plate;
  private final Relievo relievo;
  private final Film film;
  private final List<Overlay> overlays = new ArrayList<>();
  private final float[] samples;
  private final float[] near;
  private final float[] row;

  private PictureShot(Scene scene, long seed, Size size, Plate plate) {
    this.scene = scene;
    this.size = size;
    this.plate = plate;
    lens =
        new Lens(
            size.width(),
            size.height(),
            Math.min(size.width(), size.height()),
            size.height() * 0.48f,
            size.width() * 0.5f,
            size.height() * 0.3f);
    relievo = new Relievo(plate);
    film = new Film(lens, 0.6f);
    samples = new float[plate.region.width() + 2];
    near = new float[size.width()];
    row = new float[size.width()];
    switch (scene.particles()) {
      case RAIN -> overlays.add(new Rain(lens, seed));
      case SNOW, DUST, FIREFLIES, MOTES, EMBERS, PETALS, LEAVES ->
          overlays.add(new Drifting(lens, scene.particles(), seed));
      case NONE -> {}
    }
  }

  /**
   * Makes a picture ready to be drawn.
   *
   * @param pixels of the video's shape
   * @param scene what the prompt says of camera and air
   * @throws InterruptedException if the thread was interrupted while the picture was scaled
   */
  public static Shot of(Pixels pixels, Scene scene, long seed, Size size)
      throws InterruptedException {
    float finer = pixels.width() > size.width() * 1.1f ? 1.12f : 1;
    int width = (int) (size.width() * finer) & ~1;
    int height = (int) (size.height() * finer) & ~1;
    Region region = new Region(0, 0, width, height, size.width() / (float) width);
    return new PictureShot(scene, seed, size, new Scaler(pixels, region).plate(1));
  }

  @Override
  public void draw(float time, byte[] i420) {
    View view = View.at(scene.move(), time, size.seconds());
    Frame frame = new Frame(i420, lens.width(), lens.height());
    film.start(view.frame());
    for (int y = 0; y < lens.height(); y++) {
      sample(plate.luma, y, view, 1);
      light(y, view.time());
      film.luma(row, y, i420, y * lens.width());
    }
    int half = lens.width() / 2;
    for (int plane = 1; plane <= 2; plane++) {
      for (int y = 0; y < lens.height() / 2; y++) {
        sample(plate.surface(plane), y, view, 2);
        Film.chroma(row, i420, frame.chroma(plane) + y * half, half);
      }
    }
    overlays.forEach(overlay -> overlay.draw(frame, view));
  }

  /** Fills a row of a plane that has one sample for {@code pixel} by {@code pixel} pixels. */
  private void sample(Surface surface, int y, View view, int pixel) {
    int width = lens.width() / pixel;
    int height = lens.height() / pixel;
    float v = (y + 0.5f) / height;
    float depth = relievo.mean(v);
    float grow = view.forward() * 0.42f;
    float zoom = (1.05f + grow * (0.25f + 0.5f * depth)) * view.zoom();
    float lift = (view.y() * 0.35f * (0.3f + depth) + view.tilt() * 0.38f) * height;
    float up = ((y + 0.5f - height / 2f - lift) / zoom + height / 2f) / height;
    float place = Maths.clamp(up) * surface.height - 0.5f;
    place = Math.min(surface.height - 1.001f, Math.max(0, place));
    int j = (int) place;
    int above = j * surface.width;
    float low = (place - j) / Plate.UNIT;
    float top = 1 / Plate.UNIT - low;
    for (int i = 0; i < surface.width; i++) {
      samples[i] =
          surface.samples[above + i] * top + surface.samples[above + surface.width + i] * low;
    }
    relievo.row(v, near, width);
    across(surface.width, width, view);
  }

  private void across(int stored, int width, View view) {
    float grow = view.forward() * 0.42f;
    float step = stored / (float) width;
    float slide = (view.x() * 0.42f) * width;
    float turn = view.turn() * 0.35f * width;
    float most = stored - 1.001f;
    for (int x = 0; x < width; x++) {
      float depth = near[x];
      float shrink = 1 / ((1.05f + grow * (0.25f + 0.5f * depth)) * view.zoom());
      float from = (x + 0.5f - width / 2f + slide * (0.25f + depth) + turn) * shrink + width / 2f;
      float place = Math.min(most, Math.max(0, from * step - 0.5f));
      int k = (int) place;
      float a = samples[k];
      row[x] = a + (samples[k + 1] - a) * (place - k);
    }
  }

  /** Light that moves slowly over the picture, as if clouds passed outside. */
  private void light(int y, float time) {
    float down = 1 - y / (float) lens.height();
    float swing = 0.035f * Maths.sin(time * 0.8);
    float slope = 0.05f * Maths.sin(time * 0.55 + 1) / lens.width();
    float start = 1 + swing * down - slope * lens.width() / 2;
    for (int x = 0; x < row.length; x++) {
      row[x] = 16 + (row[x] - 16) * (start + slope * x);
    }
  }
}
