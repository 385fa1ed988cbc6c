package runflow.engine.raster;

/** Stained glass: a rose window, and tall windows with pointed heads. Coordinates are units. */
final class Glass {
  private static final float TWO_PI = (float) (2 * Math.PI);

  private Glass() {}

  /**
   * Light through a rose window.
   *
   * @param u from the middle to the right, 1 at the rim
   * @param v from the middle upwards, 1 at the rim
   * @param rgb written: the light let through, dark where stone stands
   */
  static void rose(float u, float v, float[] rgb) {
    float r = Maths.sqrt(u * u + v * v);
    float turn = (float) (StrictMath.atan2(u, v) / (2 * Math.PI)) + 0.5f;
    if (r > 1) {
      set(rgb, 0, 0, 0);
    } else if (r < 0.17f) {
      float petal = Math.abs(Maths.sin(turn * 2 * Math.PI * 3));
      hue(0.10f + 0.1f * petal, 0.9f * stone(0.15f - r, 0.02f), rgb);
    } else if (r < 0.62f) {
      petals(r, turn, rgb);
    } else {
      roundels(r, turn, rgb);
    }
  }

  private static void petals(float r, float turn, float[] rgb) {
    float across = Maths.fraction(turn * 12) - 0.5f;
    float along = (r - 0.19f) / 0.41f;
    float half = 0.5f * Maths.sqrt(Maths.clamp(along * 1.3f)) * (along > 0.7f ? tip(along) : 1);
    float inside = Math.min((half - Math.abs(across)) * r * 0.5f, 0.61f - r);
    int cell = (int) (along * 5);
    float lead = stone(Math.abs(along * 5 - cell - 0.5f) < 0.44f ? 1 : 0.004f, 0.006f);
    int petal = Maths.floor(turn * 12);
    float key = Maths.hash(petal * 7 + cell, 3);
    hue(turn * 2 + along * 0.28f + key * 0.12f, stone(inside - 0.018f, 0.012f) * lead, rgb);
  }

  private static float tip(float along) {
    float t = (along - 0.7f) / 0.3f;
    return Maths.sqrt(Math.max(0, 1 - t * t * 0.75f));
  }

  private static void roundels(float r, float turn, float[] rgb) {
    float sector = turn * 12 + 0.5f;
    int number = Maths.floor(sector);
    float across = (sector - number - 0.5f) / 12 * TWO_PI * r;
    float dx = across;
    float dy = r - 0.80f;
    float q = Maths.sqrt(dx * dx + dy * dy);
    float open = stone(0.155f - q, 0.012f);
    float ring = q > 0.09f && q < 0.102f ? 0.25f : 1;
    float key = Maths.hash(number % 12, 9);
    hue(turn * 2 + 0.45f + (q < 0.095f ? 0.35f : 0) + 0.1f * key, open * ring, rgb);
    float edge = (Maths.fraction(turn * 24) - 0.5f) / 24 * TWO_PI * 0.93f;
    float small = Maths.sqrt(edge * edge + (r - 0.945f) * (r - 0.945f));
    if (small < 0.04f && Maths.floor(turn * 24) % 2 == 0) {
      hue(turn * 3, stone(0.038f - small, 0.008f), rgb);
    }
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
    float bar = Math.abs(u) < 0.045f ? 0.1f : 1;
    float rows = v * 9;
    float rung = Maths.fraction(rows);
    float lead = rung < 0.07f ? 0.15f : 1;
    int row = Maths.floor(rows);
    int cell = row * 5 + (u > 0 ? 2 : 1) + key * 31;
    float medal = (rung - 0.5f) * (rung - 0.5f) + (Math.abs(u) - 0.5f) * (Math.abs(u) - 0.5f);
    float shift = medal < 0.13f ? 0.4f : 0;
    hue(0.58f + shift + 0.22f * Maths.hash(cell, 5), stone(inside, 0.05f) * bar * lead, rgb);
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
