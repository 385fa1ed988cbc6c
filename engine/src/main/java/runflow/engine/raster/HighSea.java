package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.Scene;

/**
 * A sea in a storm: rows of waves that come on and pass, each drawn over those behind it, with
 * light through the crests, streaks of foam down the faces and spray that the wind takes off the
 * tops. Not thread-safe.
 */
final class HighSea {
  /** Metres away of what floats, or stands, among the waves. */
  static final float AMONG = 34;

  /** Half of the width in metres of water that a rock among the waves keeps flat. */
  static final float LEE = 11;

  private static final int WAVES = 13;

  /** Metres from the camera of the nearest wave when it goes. */
  private static final float GONE = 1;

  /** Metres from the camera at which waves begin, flat. */
  static final float FARTHEST = WAVES * Roller.APART + GONE;

  /** Metres that waves come nearer in a second. */
  private static final float SPEED = 2.7f;

  /** Puffs of spray over a wave. */
  private static final int PUFFS = 30;

  /** Samples of foam for a metre. */
  private static final float GRAIN = 34;

  private final Lens lens;
  private final Foam foam;
  private final List<Roller> rollers = new ArrayList<>();
  private final float[][] colours;
  private final Foam.Part part;
  private final float[] shown;
  private final float[] glow;
  private final Spot spot = new Spot();
  private final float pace;

  /** Unmoved column of a rock among the waves; far outside the picture if there is none. */
  private float rock = -1e6f;

  /** How the camera moves what is among the waves, in the frame that is drawn. */
  private Parallax moved;

  /** The farthest wave that {@link #near} draws. */
  private int first;

  /** A sea whose waves are {@code most} metres high. */
  HighSea(Lens lens, Scene scene, Noise noise, float most) {
    this.lens = lens;
    foam = new Foam(noise);
    pace = scene.camera().pace().figures();
    for (int i = 0; i < WAVES; i++) {
      rollers.add(new Roller(lens, most));
    }
    colours = colours(scene);
    part = new Foam.Part(lens.width());
    shown = new float[lens.width()];
    glow = new float[lens.width()];
    spot.softness = 1;
    moved = new Parallax(lens, 1, 0, 0);
  }

  /** Luma and chroma of the deep, of light through a crest, of foam and of the air far away. */
  private static float[][] colours(Scene scene) {
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

  /** Puts a rock at an unmoved column: waves break before it and rise again behind it. */
  void rock(float column) {
    rock = column;
  }

  /** The waves at least so many metres away, as an overlay that also moves them. */
  Overlay far(float from) {
    return (frame, view) -> {
      place(view);
      for (int i = 0; i < WAVES && rollers.get(i).distance >= from; i++) {
        draw(frame, rollers.get(i), view);
        first = i + 1;
      }
    };
  }

  /** The waves nearer than those of the last overlay. */
  Overlay near() {
    return (frame, view) -> {
      for (int i = first; i < WAVES; i++) {
        draw(frame, rollers.get(i), view);
      }
    };
  }

  /**
   * The unmoved row of the water at an unmoved column, as waves pass {@link #AMONG} metres away.
   */
  float row(float x) {
    Roller beyond = rollers.get(Math.max(0, first - 1));
    Roller nearer = rollers.get(Math.min(WAVES - 1, first));
    int column = Math.max(0, Math.min(lens.width() - 1, (int) moved.column(x)));
    float k = Maths.clamp((beyond.distance - AMONG) / Roller.APART);
    float middle = lens.horizon() + Roller.EYE * lens.focal() / AMONG;
    float lift =
        Maths.mix(
            (beyond.base - beyond.top[column]) / beyond.unit,
            (nearer.base - nearer.top[column]) / nearer.unit,
            k * k * (3 - 2 * k));
    return middle - lift * lens.focal() / AMONG;
  }

  /** Places the waves, the farthest first. */
  private void place(View view) {
    float travelled = view.time() * pace * SPEED / Roller.APART;
    int passed = Maths.floor(travelled);
    moved = Parallax.of(AMONG, lens, view);
    for (int i = 0; i < WAVES; i++) {
      int number = passed + WAVES - i;
      float away = (number - travelled) * Roller.APART + GONE;
      rollers.get(i).rock = moved.column(rock);
      rollers.get(i).place(number, away, view);
    }
    Roller nearer = null;
    for (Roller roller : rollers.reversed()) {
      roller.behind(nearer);
      nearer = roller;
    }
  }

  /** Draws what nearer waves leave free of a wave. */
  private void draw(Frame frame, Roller roller, View view) {
    int end = roller.lastRow();
    for (int y = roller.firstRow(); y < end; y++) {
      int blocks = roller.blocks();
      for (int block = 0; block < blocks; block++) {
        int from = block;
        while (block < blocks && roller.shows(block, y)) {
          block++;
        }
        if (block > from) {
          part.from = from * Roller.BLOCK;
          part.to = Math.min(lens.width(), block * Roller.BLOCK);
          row(frame, roller, y, view);
        }
      }
    }
    spray(frame, roller, view);
  }

  /** Foam on a part of a row of a wave's face. */
  private void foam(Roller roller, int y, View view) {
    float step = GRAIN / roller.unit;
    float down = (y - roller.base) * step * 1.6f + roller.number * 131;
    float along = roller.left * GRAIN + roller.number * 57 + view.time() * pace * 16;
    foam.row(Foam.level(step), along, down, step, part);
  }

  private void row(Frame frame, Roller roller, int y, View view) {
    foam(roller, y, view);
    float clear = Maths.exp(-roller.distance * 0.0085f);
    luma(roller, y, clear);
    int end = part.to;
    for (int from = part.from; from < end; from += Roller.BLOCK) {
      int to = Math.min(end, from + Roller.BLOCK);
      if (roller.fills(from / Roller.BLOCK, y)) {
        fill(frame, y, from, to);
      } else {
        blend(frame, roller, y, from, to);
      }
    }
    if ((y & 1) == 0) {
      chroma(frame, roller, y, clear);
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
  private void blend(Frame frame, Roller roller, int y, int from, int to) {
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

  /**
   * Light of a part of a row, and in place of its foam how much the foam covers. Each loop writes
   * one array only, so that it can be done many columns at a time.
   */
  private void luma(Roller roller, int y, float clear) {
    glow(roller, y);
    float deep = colours[0][0];
    float lit = colours[1][0] - deep;
    float white = colours[2][0];
    float air = colours[3][0] * (1 - clear);
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
      float v = (out[x] + (white - out[x]) * streaks[x]) * clear + air;
      out[x] = Math.max(16f, Math.min(235f, v));
    }
  }

  /** How much light comes through the water, by how far below the crest it is. */
  private void glow(Roller roller, int y) {
    float reach = 1.5f / (0.42f * roller.unit + 1);
    float below = y + 1;
    float[] top = roller.top;
    float[] out = glow;
    int end = part.to;
    for (int x = part.from; x < end; x++) {
      out[x] = 1 / (1 + Math.max(0f, below - top[x]) * reach);
    }
  }

  private void chroma(Frame frame, Roller roller, int y, float clear) {
    byte[] bytes = frame.bytes();
    float[] top = roller.top;
    float[] cover = roller.cover;
    float[] streaks = part.samples;
    for (int plane = 1; plane <= 2; plane++) {
      int to = frame.chroma(plane) + y / 2 * (lens.width() / 2);
      float deep = colours[0][plane];
      float lit = colours[1][plane] - deep;
      float white = colours[2][plane];
      float air = colours[3][plane] * (1 - clear) + 0.5f;
      for (int x = part.from; x < part.to; x += 2) {
        if (y >= top[x] - 1 && y < cover[x]) {
          float body = deep + lit * glow[x];
          bytes[to + x / 2] = (byte) (int) ((body + (white - body) * streaks[x]) * clear + air);
        }
      }
    }
  }

  /** What the wind takes off a breaking crest, downwind and up, thinner as it goes. */
  private void spray(Frame frame, Roller roller, View view) {
    float time = view.time() * pace;
    if (roller.unit < 9 || roller.distance < 5) {
      return;
    }
    for (int i = 0; i < PUFFS; i++) {
      int key = roller.number * 61 + i;
      float life = time * (0.55f + 0.3f * Maths.hash(key, 11)) + Maths.hash(key, 12);
      float age = Maths.fraction(life);
      int birth = Maths.floor(life);
      int x = (int) (Maths.hash(key + birth * 7919, 13) * (lens.width() - 1));
      float strong = roller.breaks[x];
      if (strong > 0.05f) {
        float size = roller.unit * (0.12f + 0.55f * age) * (0.6f + 0.7f * Maths.hash(key, 14));
        spot.x = x + roller.unit * 1.9f * age;
        spot.y = roller.top[x] - roller.unit * (0.10f + 0.45f * age - 0.35f * age * age);
        spot.across = Math.max(1.5f, size * 1.5f);
        spot.along = Math.max(1.2f, size * 0.7f);
        spot.alpha = 0.62f * strong * (1 - age) * Math.min(1, age * 8);
        spot.luma = colours[2][0];
        spot.blue = colours[2][1];
        spot.red = colours[2][2];
        spot.draw(frame);
      }
    }
  }
}
