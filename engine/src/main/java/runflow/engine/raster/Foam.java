package runflow.engine.raster;

/**
 * Streaks of foam on a face of water, drawn along by the wind: a tile that meets itself at its
 * edges, and halves of it for water farther away. Immutable and safe to share.
 */
final class Foam {
  /** Samples across and down; a power of two. */
  static final int SIZE = 512;

  private static final int LEVELS = 5;
  private static final long SEED = 7;

  private final float[][] levels = new float[LEVELS][];

  /** Holds the one there is, which takes longer to make than all plates of a sea. */
  private static final class Only {
    static final Foam FOAM = new Foam(new Noise(SEED));
  }

  /** The foam of every sea; waves differ by which part of the tile they show. */
  static Foam get() {
    return Only.FOAM;
  }

  private Foam(Noise noise) {
    float[] tile = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        tile[y * SIZE + x] = streak(noise, x / (float) SIZE, y / (float) SIZE);
      }
    }
    levels[0] = tile;
    for (int level = 1; level < LEVELS; level++) {
      levels[level] = halved(levels[level - 1], SIZE >> level);
    }
  }

  /** Strength of the foam, 0 to 1, at a place of a tile of side 1. */
  private static float streak(Noise noise, float u, float v) {
    float bend = wrapped(noise, u, v, 4, 3, 0) - 0.5f;
    float patch = Maths.smooth(0.42f, 0.66f, wrapped(noise, u, v + 0.06f * bend, 6, 3, 40));
    float wide = web(wrapped(noise, u + 0.06f * bend, v + 0.10f * bend, 11, 2, 90));
    float fine = web(wrapped(noise, u + 0.04f * bend, v - 0.05f * bend, 26, 2, 130));
    float lace = 0.80f * wide * (0.25f + 0.75f * patch) + 0.55f * fine * patch;
    return Maths.clamp(lace + 0.22f * patch * patch);
  }

  /** Thin lines where noise is in its middle. */
  private static float web(float middling) {
    float line = Math.max(0, 1 - Math.abs(middling - 0.48f) * 15);
    return line * line;
  }

  /** Noise that meets itself, of some cells a side: two noises, faded over into each other. */
  private static float wrapped(Noise noise, float u, float v, int cells, int flat, float from) {
    float x = Maths.fraction(u) * cells + from;
    float y = Maths.fraction(v) * cells * flat + from;
    float k = Maths.smooth(0.75f, 1, Maths.fraction(u));
    float j = Maths.smooth(0.75f, 1, Maths.fraction(v));
    float top = across(noise, x, y, cells, k);
    return j > 0 ? Maths.mix(top, across(noise, x, y - cells * flat, cells, k), j) : top;
  }

  private static float across(Noise noise, float x, float y, int cells, float k) {
    float here = noise.fbm(x, y, 4);
    return k > 0 ? Maths.mix(here, noise.fbm(x - cells, y, 4), k) : here;
  }

  private static float[] halved(float[] from, int size) {
    float[] out = new float[size * size];
    int wide = size * 2;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = 2 * y * wide + 2 * x;
        out[y * size + x] = (from[at] + from[at + 1] + from[at + wide] + from[at + wide + 1]) / 4;
      }
    }
    return out;
  }

  /** Which halving suits a step of so many samples of the tile for a pixel. */
  static int level(float step) {
    int level = 0;
    while (level < LEVELS - 1 && step > 1.2f * (1 << level)) {
      level++;
    }
    return level;
  }

  /** Columns of a row that are wanted. Reused; not thread-safe. */
  static final class Part {
    final float[] samples;
    int from;
    int to;
    private final float[] line = new float[SIZE + 1];
    private final Strides strides;

    Part(int columns) {
      samples = new float[columns];
      strides = new Strides(columns);
    }
  }

  /**
   * Writes a part of a row of a tile, from its sample {@code x} on in steps.
   *
   * @param y row in samples of the whole tile; may be any number
   */
  void row(int level, float x, float y, float step, Part part) {
    int size = SIZE >> level;
    float[] tile = levels[level];
    float place = Maths.fraction(y / SIZE) * size;
    int above = Math.min(size - 1, (int) place);
    int below = (above + 1) & (size - 1);
    float share = place - above;
    float[] line = part.line;
    for (int i = 0; i < size; i++) {
      float a = tile[above * size + i];
      line[i] = a + (tile[below * size + i] - a) * share;
    }
    line[size] = line[0];
    float one = 1 << Strides.BITS;
    int first = (int) (Maths.fraction(x / SIZE) * size * one);
    part.strides.read(line, size, first, (int) (step / (1 << level) * one), part.from, part.to);
    part.strides.write(part.samples, part.from, part.to);
  }
}
