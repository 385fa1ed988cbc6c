package runflow.engine.raster;

import runflow.engine.scene.Palette;

/**
 * The windows of a row of buildings, lit or with the sky in them.
 *
 * @param dark how dark it is outside, 0 to 1
 * @param pixel pixels in one of a 720p picture
 * @param distance of the row
 */
record Windows(Palette palette, float dark, float pixel, float distance) {
  /** Adds a building's window to its wall, if there is one at a place. */
  void light(Building b, float u, float up, float[] rgba) {
    float floor = pixel * Math.max(5.5f, 2 + 170f / distance);
    float bay = floor * (0.8f + 0.7f * Maths.hash(b.key(), 9));
    float bays = Math.max(2, Maths.floor(b.width() * 0.9f / bay));
    float across = (u - 0.05f) / 0.9f * bays;
    float storey = up / floor;
    int column = Maths.floor(across);
    int level = Maths.floor(storey);
    float inX = Math.abs(across - column - 0.5f);
    float inY = Math.abs(storey - level - 0.5f);
    float soft = 0.6f / floor;
    float pane = Maths.smooth(-soft, soft, 0.33f - inX) * Maths.smooth(-soft, soft, 0.25f - inY);
    if (pane <= 0 || across < 0 || column >= bays || up > b.height() - 1.2f * floor) {
      return;
    }
    float strong = lit(b, column, level);
    if (strong > 0) {
      float cold = Maths.hash(b.key(), 12) < 0.24f ? 1 : 0;
      float far = Math.min(1, 34 / distance);
      float light = strong * pane * far * (0.30f + 0.75f * dark);
      rgba[0] += light * (1 - 0.5f * cold);
      rgba[1] += light * (0.62f + 0.16f * cold);
      rgba[2] += light * (0.26f + 0.68f * cold);
    } else {
      float gleam = 0.35f * pane;
      rgba[0] = Maths.mix(rgba[0], palette.middle().r() * 0.45f, gleam);
      rgba[1] = Maths.mix(rgba[1], palette.middle().g() * 0.45f, gleam);
      rgba[2] = Maths.mix(rgba[2], palette.middle().b() * 0.45f, gleam);
    }
  }

  /** How bright a window is: whole storeys, whole shafts or blocks of rooms are lit together. */
  private float lit(Building b, int column, int level) {
    float lively = Maths.hash(b.key(), 10);
    float busy = dark * (0.14f + 0.5f * lively * lively);
    int style = (int) (Maths.hash(b.key(), 18) * 3);
    int group =
        switch (style) {
          case 0 -> level / 2 * 7 + 3;
          case 1 -> column * 131 + level / 9 * 977;
          default -> column / 3 * 131 + level / 3 * 7;
        };
    int key = b.key() * 17 + group;
    if (Maths.hash(key, 11) >= busy || Maths.hash(key + column * 53 + level * 29, 19) > 0.84f) {
      return 0;
    }
    float strong = Maths.hash(key, 13);
    return 0.22f + 0.75f * strong * strong;
  }
}
