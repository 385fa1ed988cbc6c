package runflow.engine.raster;

import runflow.engine.scene.Palette;

/**
 * A tree so near the lens that it frames the picture at one side: trunk and boughs with their
 * needles or leaves, dark and out of focus. Not thread-safe.
 */
final class Boughs implements Paint {
  /** How far from the lens it stands, in units of the ground. */
  static final float DEPTH = 2.1f;

  private static final float WIDE = 0.62f;

  /** How a kind of tree grows from its trunk. */
  interface Habit {
    void grow(Trunk trunk);
  }

  private final Palette palette;
  private final Air air;
  private final Trees.Kind kind;
  private final Region region;
  private final Smudge sheet;
  private final Trunk trunk;
  private final float[] seen = new float[3];

  /**
   * Grows the tree.
   *
   * @param side -1 at the left edge, 1 at the right one
   */
  Boughs(Lens lens, Palette palette, Trees.Kind kind, float side, int key) {
    this.palette = palette;
    this.kind = kind;
    air = new Air(palette, lens);
    region = region(lens, side);
    sheet = new Smudge(region.width() + 2, region.height() + 2);
    trunk = new Trunk(sheet, region, lens, side, key);
    trunk.rise();
    habit(kind).grow(trunk);
    sheet.blur(Math.max(1, Math.round(trunk.high * (kind.broad() ? 0.0040f : 0.0034f))));
  }

  private static Region region(Lens lens, float side) {
    float wide = WIDE * Math.min(lens.height(), lens.width());
    float left = side < 0 ? -lens.marginX() : lens.width() + lens.marginX() - wide;
    return Region.box(
        left, -lens.marginY(), left + wide, lens.height() + lens.marginY(), 3 * lens.scale());
  }

  private static Habit habit(Trees.Kind kind) {
    return switch (kind) {
      case CONIFER, SNOWY -> new Tiers();
      case AUTUMN, SPRING, SUMMER -> new Crown();
      case JUNGLE -> new Fronds();
    };
  }

  Region region() {
    return region;
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    float column = (x - region.left()) / region.scale();
    sheet.at(column, (y - region.top()) / region.scale(), seen);
    rgba[3] = seen[0] * Maths.clamp((trunk.fromInnerEdge(column) - 3) * 0.04f);
    if (rgba[3] == 0) {
      return;
    }
    float hue = seen[2];
    switch (kind) {
      case CONIFER -> set(rgba, 0.022f, 0.036f + 0.012f * hue, 0.019f);
      case SNOWY -> set(rgba, 0.03f + 0.22f * hue, 0.045f + 0.22f * hue, 0.04f + 0.25f * hue);
      case AUTUMN -> set(rgba, 0.06f + 0.24f * hue, 0.03f + 0.085f * hue * hue, 0.012f);
      case JUNGLE -> set(rgba, 0.026f + 0.05f * hue, 0.062f + 0.075f * hue, 0.02f);
      case SPRING -> set(rgba, 0.035f + 0.04f * hue, 0.035f + 0.085f * hue, 0.018f);
      case SUMMER -> set(rgba, 0.026f + 0.026f * hue, 0.03f + 0.06f * hue, 0.014f);
    }
    float k = 0.35f + 1.2f * seen[1];
    float direct = 0.22f * seen[1];
    rgba[0] *= k * (palette.sun().r() * direct + palette.ambient().r() * 1.3f);
    rgba[1] *= k * (palette.sun().g() * direct + palette.ambient().g() * 1.3f);
    rgba[2] *= k * (palette.sun().b() * direct + palette.ambient().b() * 1.3f);
    air.haze(rgba, 0.7f, 1, x, y);
  }

  private static void set(float[] rgba, float r, float g, float b) {
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
  }
}
