package runflow.engine.raster;

/** Stained glass: a rose window, and tall windows with pointed heads. Coordinates are units. */
final class Glass {
  private static final float TWO_PI = (float) (2 * Math.PI);

  private Glass() {}

  /**
   * Light through a rose window: an eye, twelve petals in two rings, twelve roundels, and small
   * lights between.
   *
   * @param u from the middle to the right, 1 at the rim
   * @param v from the middle upwards, 1 at the rim
   * @param rgb written: the light let through, dark where stone stands
   */
  static void rose(float u, float v, float[] rgb) {
    float r = Maths.sqrt(u * u + v * v);
    float turn = (float) (StrictMath.atan2(u, v) / (2 * Math.PI)) + 0.5f;
    if (r > 0.985f) {
      set(rgb, 0, 0, 0);
    } else if (r < 0.16f) {
      eye(r, turn, rgb);
    } else if (r < 0.64f) {
      petals(r, turn, rgb);
    } else {
      rim(r, turn, rgb);
    }
  }

  private static void eye(float r, float turn, float[] rgb) {
    float petal = Math.abs(Maths.sin(turn * 2 * Math.PI * 3));
    float leaf = r < 0.05f + 0.07f * petal ? 0.02f : 0.92f;
    hue(leaf, stone(0.145f - r, 0.01f), rgb);
  }

  private static void petals(float r, float turn, float[] rgb) {
    float across = Maths.fraction(turn * 12) - 0.5f;
    int petal = Maths.floor(turn * 12);
    float along = (r - 0.17f) / 0.46f;
    float half = 0.46f * (along > 0.72f ? tip((along - 0.72f) / 0.28f) : 1);
    float wide = r * TWO_PI / 12;
    float inside = (half - Math.abs(across)) * wide - 0.012f;
    int cell = Maths.floor(along * 6);
    float ring = Maths.fraction(along * 6);
    float lead = stone(Math.min(ring, 1 - ring) * 0.077f - 0.004f, 0.004f);
    float middle = stone(Math.abs(across) * wide - 0.003f, 0.003f);
    float key = Maths.hash(petal * 7 + cell, 3);
    float colour = (cell % 2 == 0 ? 0.60f : 0.02f) + 0.13f * key + 0.16f * (petal % 3);
    float jewel = across * across * 20 + (ring - 0.5f) * (ring - 0.5f) * 5 < 0.45f ? 0.5f : 0;
    float light = stone(inside, 0.008f) * (0.25f + 0.75f * lead * middle);
    hue(colour + jewel, light * (0.72f + 0.5f * key), rgb);
  }

  private static float tip(float t) {
    return Maths.sqrt(Math.max(0, 1 - t * t));
  }

  private static void rim(float r, float turn, float[] rgb) {
    float sector = turn * 12;
    int number = Maths.floor(sector) % 12;
    float dx = (Maths.fraction(sector) - 0.5f) / 12 * TWO_PI * r;
    float q = Maths.sqrt(dx * dx + (r - 0.80f) * (r - 0.80f));
    float key = Maths.hash(number, 9);
    if (q < 0.158f) {
      float lead = stone(Math.abs(q - 0.10f) - 0.006f, 0.004f);
      float spoke = Maths.fraction((float) StrictMath.atan2(dx, r - 0.8f) / TWO_PI * 8);
      float inner = q < 0.045f ? 0.14f : spoke < 0.5f ? 0.62f : 0.80f;
      float colour = q < 0.10f ? inner + 0.05f * key : 0.02f + 0.5f * (number % 2) + 0.1f * key;
      hue(colour, stone(0.15f - q, 0.008f) * (0.2f + 0.8f * lead) * (0.75f + 0.4f * key), rgb);
      return;
    }
    float shifted = turn * 12 + 0.5f;
    float edge = (Maths.fraction(shifted) - 0.5f) / 12 * TWO_PI * r;
    float high = Maths.sqrt(edge * edge + (r - 0.915f) * (r - 0.915f));
    float low = Maths.sqrt(edge * edge + (r - 0.70f) * (r - 0.70f));
    hue(0.63f, stone(0.052f - high, 0.006f) + stone(0.046f - low, 0.006f), rgb);
  }

  /**
   * Light through a tall window.
   *
   * @param u from the middle to the right, 1 at the jamb
   * @param v from the sill, 1 at the point
   */
  static void lancet(float u, float v, int key, float[] rgb) {
    float head = v > 0.7f ? Maths.sqrt(Math.max(0, 1 - (v - 0.7f) * (v - 0.7f) / 0.09f)) : 1;
    float inside = Math.min(head * 0.94f - Math.abs(u), Math.min(v, 1 - v) * 5);
    float bar = stone(Math.abs(u) - 0.04f, 0.02f);
    float rows = v * 11;
    int row = Maths.floor(rows);
    float rung = rows - row - 0.5f;
    float lead = stone(0.46f - Math.abs(rung), 0.03f);
    float across = Math.abs(u) - 0.47f;
    float medal = rung * rung * 2.2f + across * across * 2.6f;
    float ring = stone(Math.abs(medal - 0.36f) - 0.03f, 0.03f);
    float pick = Maths.hash(row * 5 + (u > 0 ? 2 : 1) + key * 31, 5);
    float colour = medal < 0.36f ? (pick < 0.4f ? 0.01f : pick < 0.6f ? 0.13f : 0.36f) : 0.61f;
    float shard = Maths.hash(Maths.floor(rows * 3) * 7 + key, Maths.floor(u * 7));
    float heart = stone(Math.abs(medal - 0.10f) - 0.02f, 0.02f);
    float light = stone(inside, 0.05f) * (0.15f + 0.85f * bar * lead * ring * heart);
    colour += medal < 0.10f ? 0.45f : 0;
    light *= 0.6f + 0.7f * shard;
    hue(colour + 0.05f * pick, light * (0.45f + 0.5f * pick), rgb);
  }

  private static float stone(float inside, float soft) {
    return Maths.smooth(-soft, soft, inside);
  }

  /** A deep glass colour: 0 red, 0.15 gold, 0.35 green, 0.6 blue, 0.8 violet. */
  private static void hue(float turn, float light, float[] rgb) {
    float t = Maths.fraction(turn);
    float r = wave(t, 0.0f) + 0.75f * wave(t, 0.13f) + 0.35f * wave(t, 0.82f);
    float g = 0.75f * wave(t, 0.15f) + 0.7f * wave(t, 0.36f) + 0.15f * wave(t, 0.55f);
    float b = wave(t, 0.62f) + 0.6f * wave(t, 0.8f) + 0.2f * wave(t, 0.45f);
    set(rgb, light * (0.06f + r), light * (0.04f + g), light * (0.06f + b));
  }

  private static float wave(float t, float centre) {
    float d = Math.abs(t - centre);
    d = Math.min(d, 1 - d) / 0.16f;
    return d >= 1 ? 0 : (1 - d * d) * (1 - d * d);
  }

  private static void set(float[] rgb, float r, float g, float b) {
    rgb[0] = r;
    rgb[1] = g;
    rgb[2] = b;
  }
}
