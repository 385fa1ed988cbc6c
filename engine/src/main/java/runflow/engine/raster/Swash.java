package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/**
 * The last of each wave, running up the sand and back: a thin sheet of water with lace in it and a
 * white edge. Two run at a time, so that one comes while the other goes. Not thread-safe.
 */
final class Swash implements Overlay {
  private static final float PERIOD = 5.2f;

  private final Lens lens;
  private final Strand strand;
  private final Noise noise;
  private final Foam foam;
  private final Foam.Part part;
  private final float[] edge;
  private final float[] beach;
  private final float[] white = new float[4];
  private final float[] sheet = new float[4];
  private final float pace;

  Swash(Lens lens, Scene scene, Noise noise, Strand strand) {
    this.lens = lens;
    this.strand = strand;
    this.noise = noise;
    foam = Foam.get();
    part = new Foam.Part(lens.width());
    edge = new float[lens.width()];
    beach = new float[lens.width()];
    pace = scene.camera().pace().figures();
    Palette palette = scene.palette();
    Tone tone = new Tone(palette.exposure(), scene.look());
    float light = palette.ambient().luminance() + 0.4f * palette.sun().luminance();
    Rgb foamy = palette.ambient().towards(palette.sun(), 0.3f).towards(grey(light), 0.6f);
    Chamber.set(white, foamy, 0.95f);
    Chamber.set(sheet, palette.middle().towards(palette.horizon(), 0.5f), 0.55f);
    tone.apply(white);
    tone.apply(sheet);
  }

  private static Rgb grey(float light) {
    return new Rgb(light, light, light);
  }

  @Override
  public void draw(Frame frame, View view) {
    Parallax moved = Parallax.of(Strand.DEPTH, lens, view);
    float middle = lens.width() / 2f;
    for (int x = 0; x < edge.length; x++) {
      float own = (x - middle - moved.x()) / moved.zoom() + middle;
      beach[x] = moved.row(strand.edge(own));
    }
    for (int wave = 0; wave < 2; wave++) {
      float life = view.time() * pace / PERIOD + 0.5f * wave + 0.15f;
      run(frame, Maths.fraction(life), Maths.floor(life) * 2 + wave, -moved.x());
    }
  }

  /** One wave at a part of its life, 0 to 1. */
  private void run(Frame frame, float age, int number, float shiftX) {
    float up = Maths.sin(Math.PI * age * (1.6f - 0.6f * age));
    float reach = lens.height() * 0.062f * up;
    float fade = Maths.smooth(1, 0.62f, age) * Maths.smooth(0, 0.1f, age);
    int top = lens.height();
    int low = 0;
    for (int x = 0; x < edge.length; x++) {
      float u = (x + shiftX) / lens.width();
      float lobe = noise.fbm(u * 3.1f + number % 50 * 3, 8.5f, 3);
      edge[x] = beach[x] + reach * (0.35f + 1.3f * lobe) - 2;
      top = Math.min(top, (int) beach[x] - 2);
      low = Math.max(low, (int) edge[x] + 2);
    }
    for (int y = Math.max(0, top); y < Math.min(lens.height(), low); y++) {
      row(frame, y, number, fade, shiftX);
    }
  }

  private void row(Frame frame, int y, int number, float fade, float shiftX) {
    float step = 1.1f / lens.scale();
    part.to = lens.width();
    foam.row(Foam.level(step), shiftX * step + number * 171, y * step * 2.4f, step, part);
    byte[] bytes = frame.bytes();
    int half = lens.width() / 2;
    for (int x = 0; x < lens.width(); x++) {
      float in = edge[x] - y;
      if (in > 0 && y > beach[x] - 2) {
        float rim = Maths.clamp(1 - in / (7 * lens.scale())) * Maths.clamp(in);
        float share = fade * Math.min(0.9f, 0.75f * rim + 0.8f * part.samples[x]);
        float film = fade * 0.42f;
        put(bytes, y * lens.width() + x, 0, share, film);
        if ((x & y & 1) == 1) {
          put(bytes, frame.chroma(1) + y / 2 * half + x / 2, 1, share, film);
          put(bytes, frame.chroma(2) + y / 2 * half + x / 2, 2, share, film);
        }
      }
    }
  }

  private void put(byte[] bytes, int at, int channel, float share, float film) {
    float v = bytes[at] & 255;
    v += (sheet[channel] - v) * film;
    v += (white[channel] - v) * share;
    bytes[at] = (byte) (int) (v + 0.5f);
  }
}
