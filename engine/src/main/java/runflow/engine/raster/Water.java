package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/**
 * Water from a row down to the bottom: mirrors the rows above, moved by waves, tinted by its depth,
 * with the sun's or the moon's path of light. Not thread-safe.
 */
final class Water implements Overlay {
  /**
   * What kind of water.
   *
   * @param row first row
   * @param swell height of the waves; 1 is a lake in a light wind
   * @param foam share of the sea that breaks white, 0 to 1
   * @param lit whether the sun or the moon shines on it
   * @param end where something else hides it
   */
  record Kind(int row, float swell, float foam, boolean lit, End end) {
    Kind(int row, float swell, float foam, boolean lit) {
      this(row, swell, foam, lit, _ -> Integer.MAX_VALUE);
    }
  }

  /** The row from which on something before the water hides all of it. */
  interface End {
    int row(View view);
  }

  private static final float[] BELL = bell();

  private final Lens lens;
  private final Palette palette;
  private final Kind kind;
  private final Waves waves;

  /** The waves of each column. */
  private final float[] every;

  /** Where the row begins that each column of a row sees of the picture above. */
  private final int[] source;

  /** What it sees there. */
  private final int[] seen;

  private final float[] haze = new float[4];
  private final float[] deep = new float[4];

  Water(Lens lens, Scene scene, Kind kind) {
    this.lens = lens;
    palette = scene.palette();
    this.kind = kind;
    waves = new Waves(lens);
    every = new float[lens.width()];
    source = new int[lens.width()];
    seen = new int[lens.width()];
    Tone tone = new Tone(palette.exposure(), scene.look());
    Rgb far = palette.haze();
    Rgb low = palette.zenith().times(0.30f).towards(new Rgb(0.01f, 0.06f, 0.08f), 0.35f);
    set(haze, far);
    set(deep, low.times(0.35f + 0.65f * Math.min(1, palette.sun().luminance())));
    tone.apply(haze);
    tone.apply(deep);
  }

  /** A bell curve over 0 to 3. */
  private static float[] bell() {
    float[] out = new float[768];
    for (int i = 0; i < out.length; i++) {
      float q = (i + 0.5f) * 3 / out.length;
      out[i] = Maths.exp(-q * q);
    }
    return out;
  }

  private static void set(float[] out, Rgb colour) {
    out[0] = colour.r();
    out[1] = colour.g();
    out[2] = colour.b();
  }

  @Override
  public void draw(Frame frame, View view) {
    int end = Math.min(kind.end().row(view), frame.height());
    for (int y = kind.row(); y < end; y++) {
      float d = (y - kind.row() + 0.5f) / (frame.height() - kind.row());
      waves.row(d, view);
      luma(frame, y, d, view);
      if ((y & 1) == 0) {
        chroma(frame, y, d);
      }
    }
  }

  /** How much of the mirror shows; the rest is the water's own colour. */
  private static float mirror(float d) {
    return 0.86f - 0.42f * d;
  }

  private void luma(Frame frame, int y, float d, View view) {
    byte[] bytes = frame.bytes();
    int width = frame.width();
    fill(waves.wave, every);
    float[] wave = every;
    look(wave, y, d, 1);
    pick(bytes, 0, width);
    int[] bright = seen;
    float shine = mirror(d);
    float fade = 0.55f * Maths.exp(-d * 26);
    float shade = 26 * (0.25f + d) * Math.min(1.6f, kind.swell()) * (1 / 120f);
    float low = deep[0];
    float far = haze[0] * fade;
    float clear = 1 - fade;
    int to = y * width;
    for (int x = 0; x < width; x++) {
      float s = wave[x];
      float k = Math.min(0.95f, Math.max(0.1f, shine + s * 0.25f));
      float light = bright[x];
      float v = (low + (light - low) * k + s * shade * (light - 16)) * clear + far;
      bytes[to + x] = (byte) (int) Math.max(16f, Math.min(235f, v));
    }
    if (kind.lit()) {
      path(frame, y, d, view);
    }
    if (kind.foam() > 0) {
      foam(frame, y, d);
    }
  }

  /** Fills in the columns between, which cost too much to find as the others are. */
  private static void fill(float[] half, float[] out) {
    int last = half.length - 1;
    for (int i = 0; i < last; i++) {
      out[2 * i] = half[i];
      out[2 * i + 1] = (half[i] + half[i + 1]) * 0.5f;
    }
    out[2 * last] = half[last];
    out[2 * last + 1] = half[last];
  }

  /** Finds what each column of a row mirrors; a step of two is a row of chroma. */
  private void look(float[] wave, int y, float d, int step) {
    int[] from = source;
    int width = wave.length;
    float plain = (kind.row() - (y - kind.row()) * 0.93f) / step;
    float lift = (2 + 34 * d) * kind.swell() * lens.scale() / step;
    int lowest = (kind.row() - 1) / step;
    for (int x = 0; x < width; x++) {
      from[x] = Math.max(0, Math.min(lowest, (int) (plain + wave[x] * lift))) * width;
    }
  }

  /** A loop of its own, since it reads from all over the picture and the others do not. */
  private void pick(byte[] bytes, int plane, int width) {
    int[] from = source;
    int[] out = seen;
    for (int x = 0; x < width; x++) {
      out[x] = bytes[plane + x + from[x]] & 255;
    }
  }

  /** The path of light under the sun or the moon. */
  private void path(Frame frame, int y, float d, View view) {
    float half = frame.width() * (0.02f + 0.075f * d);
    float centre = lens.sunX() - view.turn() * lens.width();
    int from = Math.max(0, (int) (centre - 2.6f * half));
    int to = Math.min(frame.width(), (int) (centre + 2.6f * half));
    float strength = 250 * (0.55f + 0.45f * palette.glow());
    for (int x = from; x < to; x++) {
      float q = (x - centre) / half;
      float e = BELL[(int) (Math.abs(q) * (BELL.length / 3f))];
      float g = every[x] - 0.17f + e * 0.20f;
      if (g > 0) {
        frame.brighten(
            y * frame.width() + x, (int) (Math.min(0.34f, g * 2.2f) * strength * e * 1.7f));
      }
    }
  }

  private void foam(Frame frame, int y, float d) {
    float edge = 0.40f - 0.13f * kind.foam();
    for (int x = 0; x < frame.width(); x++) {
      float over = every[x] - edge;
      if (over > 0) {
        int light = 20 + (int) (palette.exposure() * 90 * Math.min(1, palette.sun().luminance()));
        frame.brighten(y * frame.width() + x, (int) (Math.min(1, over * 9) * light * (0.4f + d)));
      }
    }
  }

  private void chroma(Frame frame, int y, float d) {
    byte[] bytes = frame.bytes();
    int width = frame.width() / 2;
    look(waves.wave, y, d, 2);
    for (int plane = 1; plane <= 2; plane++) {
      int at = frame.chroma(plane);
      pick(bytes, at, width);
      chroma(bytes, at + y / 2 * width, d, plane);
    }
  }

  private void chroma(byte[] bytes, int to, float d, int plane) {
    float[] wave = waves.wave;
    int[] colour = seen;
    float shine = mirror(d);
    float fade = 0.55f * Maths.exp(-d * 26);
    float clear = 1 - fade;
    float far = haze[plane] * fade + 0.5f;
    float own = deep[plane];
    for (int x = 0; x < wave.length; x++) {
      float k = Math.min(0.95f, Math.max(0.1f, shine + wave[x] * 0.25f));
      bytes[to + x] = (byte) (int) ((own + (colour[x] - own) * k) * clear + far);
    }
  }
}
