package runflow.engine.raster;

import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/**
 * Paints the face of a wave, a part of a row at a time: light through the crest, streaks of foam
 * down the face, and air before it. Not thread-safe.
 */
final class Breaker {
  /** Which of the colours foam and spray have. */
  static final int WHITE = 2;

  /** How far lightning takes the luma of each colour to white. */
  private static final float[] FLASHED = {0.06f, 0.35f, 0.55f, 0.15f};

  /** Samples of foam for a metre. */
  private static final float GRAIN = 34;

  private final Lens lens;
  private final float[][] colours;

  /** Luma of the colours as lightning shows them. */
  private final float[] lights = new float[FLASHED.length];

  private final Foam foam;
  private final Foam.Part part;
  private final float[] shown;
  private final float[] glow;

  /** Light and foam of every other column, for chroma. */
  private final float[] halfGlow;

  private final float[] halfFoam;

  /** The wave that is painted. */
  private Roller roller;

  /** How much of the wave shows through the air. */
  private float clear;

  /** How far the wind has driven the foam, in its samples. */
  private float driven;

  /** Paints waves in colours from {@link #colours}. */
  Breaker(Lens lens, float[][] colours) {
    this.lens = lens;
    this.colours = colours;
    foam = Foam.get();
    part = new Foam.Part(lens.width());
    shown = new float[lens.width()];
    glow = new float[lens.width()];
    halfGlow = new float[lens.width() / 2];
    halfFoam = new float[lens.width() / 2];
    roller = new Roller(lens, 0);
  }

  /** Luma and chroma of the deep, of light through a crest, of foam and of the air far away. */
  static float[][] colours(Scene scene) {
    Palette palette = scene.palette();
    Tone tone = new Tone(palette.exposure(), scene.look());
    Rgb sky = palette.zenith().towards(palette.middle(), 0.5f);
    float light = palette.ambient().luminance() + 0.35f * palette.sun().luminance();
    float clear = scene.weather().closedSky() ? 0.34f : 0.75f;
    Rgb deep = sky.times(0.10f).towards(new Rgb(0.004f, 0.030f, 0.036f).times(light), clear);
    Rgb crest = sky.times(0.40f).towards(new Rgb(0.06f, 0.30f, 0.28f).times(light), clear);
    if (!scene.weather().closedSky()) {
      crest = crest.towards(palette.horizon().times(0.4f), 0.45f * palette.glow());
    }
    Rgb grey = new Rgb(0.95f, 1, 1.04f).times(0.25f + 0.75f * light);
    Rgb white = grey.towards(sky, 0.35f);
    float[][] out = new float[4][3];
    Rgb[] from = {deep, crest, white, palette.haze()};
    for (int i = 0; i < out.length; i++) {
      float[] colour = {from[i].r(), from[i].g(), from[i].b(), 1};
      tone.apply(colour);
      System.arraycopy(colour, 0, out[i], 0, 3);
    }
    return out;
  }

  /** Begins a wave, as it looks at a time under lightning of a strength, 0 to 1. */
  void start(Roller next, float time, float flash) {
    roller = next;
    for (int i = 0; i < lights.length; i++) {
      lights[i] = Maths.mix(colours[i][0], 235, FLASHED[i] * flash);
    }
    clear = Maths.exp(-roller.distance * 0.0085f);
    driven = time * 16;
  }

  /** Paints columns of a row, both bounds at the edges of blocks. */
  void row(Frame frame, int y, int from, int to) {
    part.from = from;
    part.to = to;
    foam(y);
    luma(y);
    boolean coloured = (y & 1) == 0;
    if (coloured) {
      halve();
    }
    int first = from;
    while (first < to) {
      boolean whole = roller.fills(first / Roller.BLOCK, y);
      int end = first;
      while (end < to && roller.fills(end / Roller.BLOCK, y) == whole) {
        end = Math.min(to, end + Roller.BLOCK);
      }
      if (whole) {
        fill(frame, y, first, end);
      } else {
        blend(frame, y, first, end);
      }
      if (coloured) {
        chroma(frame, y, first, end, whole);
      }
      first = end;
    }
  }

  private void foam(int y) {
    float step = GRAIN / roller.unit;
    float down = (y - roller.base) * step * 1.6f + roller.number * 131;
    float along = roller.left * GRAIN + roller.number * 57 + driven;
    foam.row(Foam.level(step), along, down, step, part);
  }

  /**
   * Light of a part of a row, and in place of its foam how much the foam covers. Each loop writes
   * one array only, so that it can be done many columns at a time.
   */
  private void luma(int y) {
    glow(y);
    float deep = lights[0];
    float lit = lights[1] - deep;
    float white = lights[WHITE];
    float air = lights[3] * (1 - clear);
    float through = clear;
    float[] streaks = part.samples;
    float[] bright = glow;
    float[] lean = roller.lean;
    float[] breaks = roller.breaks;
    float[] out = shown;
    int end = part.to;
    for (int x = part.from; x < end; x++) {
      out[x] = deep + lit * (bright[x] * (0.85f + 0.4f * lean[x]) + 0.15f * streaks[x]);
    }
    for (int x = part.from; x < end; x++) {
      float broken = breaks[x] * bright[x];
      float share = streaks[x] * (0.34f + 1.1f * broken) + 0.75f * broken * broken;
      streaks[x] = Math.min(0.94f, share);
    }
    for (int x = part.from; x < end; x++) {
      float v = (out[x] + (white - out[x]) * streaks[x]) * through + air;
      out[x] = Math.max(16f, Math.min(235f, v));
    }
  }

  /** How much light comes through the water, by how far below the crest it is. */
  private void glow(int y) {
    float reach = 1.5f / (0.42f * roller.unit + 1);
    float below = y + 1;
    float[] top = roller.top;
    float[] out = glow;
    int end = part.to;
    for (int x = part.from; x < end; x++) {
      out[x] = 1 / (1 + Math.max(0f, below - top[x]) * reach);
    }
  }

  private void halve() {
    float[] light = halfGlow;
    float[] streaks = halfFoam;
    for (int i = part.from / 2; i < part.to / 2; i++) {
      light[i] = glow[2 * i];
      streaks[i] = part.samples[2 * i];
    }
  }

  private void fill(Frame frame, int y, int from, int to) {
    byte[] bytes = frame.bytes();
    float[] light = shown;
    int row = y * lens.width();
    for (int x = from; x < to; x++) {
      bytes[row + x] = (byte) (int) light[x];
    }
  }

  /** Writes columns of which the wave's crest or a nearer wave may hide some. */
  private void blend(Frame frame, int y, int from, int to) {
    byte[] bytes = frame.bytes();
    int row = y * lens.width();
    for (int x = from; x < to; x++) {
      float seen = Math.min(1f, y + 1 - roller.top[x]);
      if (y < roller.cover[x] && seen > 0) {
        int old = bytes[row + x] & 255;
        bytes[row + x] = (byte) (int) (old + (shown[x] - old) * seen + 0.5f);
      }
    }
  }

  private void chroma(Frame frame, int y, int from, int to, boolean whole) {
    for (int plane = 1; plane <= 2; plane++) {
      float deep = colours[0][plane];
      var ink =
          new Ink(
              deep,
              colours[1][plane] - deep,
              colours[WHITE][plane],
              clear,
              colours[3][plane] * (1 - clear) + 0.5f);
      int row = frame.chroma(plane) + y / 2 * (lens.width() / 2);
      if (whole) {
        fill(frame.bytes(), row, ink, from / 2, to / 2);
      } else {
        blend(frame.bytes(), row, ink, from / 2, to / 2, y);
      }
    }
  }

  /** One plane's colours of the wave that is painted. */
  private record Ink(float deep, float lit, float white, float clear, float air) {
    float at(float glow, float foam) {
      float body = deep + lit * glow;
      return (body + (white - body) * foam) * clear + air;
    }
  }

  private void fill(byte[] bytes, int row, Ink ink, int from, int to) {
    float[] light = halfGlow;
    float[] streaks = halfFoam;
    for (int i = from; i < to; i++) {
      bytes[row + i] = (byte) (int) ink.at(light[i], streaks[i]);
    }
  }

  private void blend(byte[] bytes, int row, Ink ink, int from, int to, int y) {
    for (int i = from; i < to; i++) {
      if (y >= roller.top[2 * i] - 1 && y < roller.cover[2 * i]) {
        bytes[row + i] = (byte) (int) ink.at(halfGlow[i], halfFoam[i]);
      }
    }
  }
}
