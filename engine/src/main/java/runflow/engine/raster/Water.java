package runflow.engine.raster;

import java.util.Arrays;
import java.util.SplittableRandom;
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

  private static final int TILE = 512;
  private static final int BITS = 16;
  private static final int ONE = 1 << BITS;
  private static final float[] BELL = bell();
  private static final float[] AMPLITUDE = {0.8f, 0.55f, 0.36f, 0.2f};

  private final Lens lens;
  private final Palette palette;
  private final Kind kind;
  private final float[] tile = new float[TILE * (TILE + 1) + TILE + 1];
  private final float[] line = new float[TILE + 1];
  private final float[] wave;
  private final float[] haze = new float[4];
  private final float[] deep = new float[4];

  Water(Lens lens, Scene scene, Kind kind) {
    this.lens = lens;
    palette = scene.palette();
    this.kind = kind;
    wave = new float[lens.width() + 1];
    fillTile();
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

  /** Four octaves of noise that meet at the edges; -1 to 1. */
  private void fillTile() {
    for (int octave = 0; octave < 4; octave++) {
      int cells = 32 << octave;
      float[] lattice = new float[cells * cells];
      var random = new SplittableRandom(90 + octave);
      for (int i = 0; i < lattice.length; i++) {
        lattice[i] = (float) (random.nextDouble() - 0.5) * AMPLITUDE[octave];
      }
      for (int y = 0; y <= TILE; y++) {
        for (int x = 0; x <= TILE; x++) {
          if (y * (TILE + 1) + x < tile.length) {
            tile[y * (TILE + 1) + x] +=
                smooth(lattice, cells, x * (cells / (float) TILE), y * (cells / (float) TILE));
          }
        }
      }
    }
  }

  private static float smooth(float[] lattice, int cells, float x, float y) {
    int xi = (int) x;
    int yi = (int) y;
    float fx = Maths.smooth(0, 1, x - xi);
    float fy = Maths.smooth(0, 1, y - yi);
    int x0 = xi % cells;
    int x1 = (xi + 1) % cells;
    int row0 = yi % cells * cells;
    int row1 = (yi + 1) % cells * cells;
    return Maths.mix(
        Maths.mix(lattice[row0 + x0], lattice[row0 + x1], fx),
        Maths.mix(lattice[row1 + x0], lattice[row1 + x1], fx),
        fy);
  }

  @Override
  public void draw(Frame frame, View view) {
    int end = Math.min(kind.end().row(view), frame.height());
    for (int y = kind.row(); y < end; y++) {
      float d = (y - kind.row() + 0.5f) / (frame.height() - kind.row());
      waves(d, view);
      luma(frame, y, d, view);
      if ((y & 1) == 0) {
        chroma(frame, y, d);
      }
    }
  }

  /** Fills the row of waves at a depth: two sets that run across each other. */
  private void waves(float d, View view) {
    float away = 1 / (d * 1.05f + 0.03f);
    float step = away * 0.17f / lens.scale() * (lens.width() > lens.height() ? 1 : 1.5f);
    float sway = view.turn() * lens.width() + view.x() * lens.focal() * d;
    float middle = (lens.width() / 2f - sway) * step;
    Arrays.fill(wave, 0);
    float calm = 0.35f + 0.65f * Maths.smooth(0, 0.16f, d);
    add(away * 330 + view.time() * 40, step, view.time() * 9 - middle, 0.62f * calm);
    float other = 77 - view.time() * 13 - middle * 2.3f;
    add(away * 610 - view.time() * 33 + 200, step * 2.3f, other, 0.5f * calm);
  }

  private void add(float across, float step, float start, float weight) {
    float y = wrap(across);
    int j = (int) y;
    float f = y - j;
    int above = j * (TILE + 1);
    for (int i = 0; i <= TILE; i++) {
      float a = tile[above + i];
      line[i] = (a + (tile[above + TILE + 1 + i] - a) * f) * weight;
    }
    int x = (int) (wrap(start) * ONE);
    int by = (int) (step * ONE);
    for (int i = 0; i < wave.length; i++) {
      int k = (x >>> BITS) & (TILE - 1);
      float a = line[k];
      wave[i] += a + (line[k + 1] - a) * ((x & (ONE - 1)) * (1f / ONE));
      x += by;
    }
  }

  private static float wrap(float x) {
    float turns = x / TILE;
    float in = Maths.fraction(turns) * TILE;
    return Math.min(TILE - 0.01f, Math.max(0, in));
  }

  /** How much of the mirror shows; the rest is the water's own colour. */
  private static float mirror(float d) {
    return 0.86f - 0.42f * d;
  }

  private void luma(Frame frame, int y, float d, View view) {
    byte[] bytes = frame.bytes();
    int width = frame.width();
    float plain = kind.row() - (y - kind.row()) * 0.93f;
    float lift = (2 + 34 * d) * kind.swell() * lens.scale();
    float shine = mirror(d);
    float fade = 0.55f * Maths.exp(-d * 26);
    float shade = 26 * (0.25f + d) * Math.min(1.6f, kind.swell());
    float low = deep[0];
    float far = haze[0] * fade;
    float clear = 1 - fade;
    shade *= 1 / 120f;
    int to = y * width;
    for (int x = 0; x < width; x++) {
      float s = wave[x];
      int row = Math.max(0, Math.min(kind.row() - 1, (int) (plain + s * lift)));
      float seen = bytes[row * width + x] & 255;
      float k = Math.min(0.95f, Math.max(0.1f, shine + s * 0.25f));
      float v = (low + (seen - low) * k + s * shade * (seen - 16)) * clear + far;
      bytes[to + x] = (byte) (int) Math.max(16f, Math.min(235f, v));
    }
    if (kind.lit()) {
      path(frame, y, d, view);
    }
    if (kind.foam() > 0) {
      foam(frame, y, d);
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
      float g = wave[x] - 0.17f + e * 0.20f;
      if (g > 0) {
        frame.brighten(
            y * frame.width() + x, (int) (Math.min(0.34f, g * 2.2f) * strength * e * 1.7f));
      }
    }
  }

  private void foam(Frame frame, int y, float d) {
    float edge = 0.40f - 0.13f * kind.foam();
    for (int x = 0; x < frame.width(); x++) {
      float over = wave[x] - edge;
      if (over > 0) {
        int light = 20 + (int) (palette.exposure() * 90 * Math.min(1, palette.sun().luminance()));
        frame.brighten(y * frame.width() + x, (int) (Math.min(1, over * 9) * light * (0.4f + d)));
      }
    }
  }

  private void chroma(Frame frame, int y, float d) {
    byte[] bytes = frame.bytes();
    int width = frame.width() / 2;
    int blue = frame.chroma(1);
    int red = frame.chroma(2);
    float plain = kind.row() - (y - kind.row()) * 0.93f;
    float lift = (2 + 34 * d) * kind.swell() * lens.scale();
    float shine = mirror(d);
    float fade = 0.55f * Maths.exp(-d * 26);
    float clear = 1 - fade;
    float farBlue = haze[1] * fade + 0.5f;
    float farRed = haze[2] * fade + 0.5f;
    float deepBlue = deep[1];
    float deepRed = deep[2];
    int last = (kind.row() - 1) / 2;
    int to = y / 2 * width;
    for (int x = 0; x < width; x++) {
      float s = wave[2 * x];
      int from = Math.max(0, Math.min(last, (int) (plain + s * lift) / 2)) * width + x;
      float k = Math.min(0.95f, Math.max(0.1f, shine + s * 0.25f));
      float u = deepBlue + ((bytes[blue + from] & 255) - deepBlue) * k;
      float v = deepRed + ((bytes[red + from] & 255) - deepRed) * k;
      bytes[blue + to + x] = (byte) (int) (u * clear + farBlue);
      bytes[red + to + x] = (byte) (int) (v * clear + farRed);
    }
  }
}
