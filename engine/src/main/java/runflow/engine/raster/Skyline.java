package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;
import runflow.engine.scene.TimeOfDay;

/** One row of buildings at a distance, with windows that light up as it gets dark. */
final class Skyline implements Paint {
  /**
   * A row of buildings.
   *
   * @param distance in units of five metres
   * @param tallest height of the highest, in shares of the picture's shorter side
   * @param key draws the buildings
   */
  record Row(float distance, float tallest, float widest, int key) {}

  /** How many buildings before the last one may still reach a column. */
  private static final int REACH = 4;

  private record Building(float left, float width, float height, int key) {}

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Row row;
  private final float base;
  private final float dark;
  private final float pixel;
  private final List<Building> buildings = new ArrayList<>();

  Skyline(Lens lens, Palette palette, TimeOfDay time, Row row, float base) {
    this.lens = lens;
    this.palette = palette;
    this.row = row;
    this.base = base;
    air = new Air(palette, lens);
    pixel = Math.min(lens.width(), lens.height()) / 720f;
    dark =
        switch (time) {
          case DAY -> 0.02f;
          case GOLDEN -> 0.14f;
          case DAWN -> 0.28f;
          case DUSK -> 0.40f;
          case NIGHT -> 0.66f;
        };
    float shorter = Math.min(lens.width(), lens.height());
    float x = -lens.marginX() - 20;
    for (int i = 0; x < lens.width() + lens.marginX(); i++) {
      int key = row.key() + i * 13;
      float width = shorter * row.widest() * (0.45f + 0.75f * Maths.hash(key, 1));
      float rise = Maths.hash(key, 2);
      float height = shorter * row.tallest() * (0.28f + 0.32f * rise + 0.5f * rise * rise * rise);
      buildings.add(new Building(x, width, height, key));
      x += width * (0.82f + 0.3f * Maths.hash(key, 3));
    }
  }

  Region region() {
    float shorter = Math.min(lens.width(), lens.height());
    return Region.rows(lens, 1, base - shorter * row.tallest() * 1.35f, base + 6 * pixel);
  }

  /** The beacons on the highest masts. */
  List<Sparks.Spark> beacons() {
    List<Sparks.Spark> out = new ArrayList<>();
    for (Building b : buildings) {
      if (mast(b) > 0) {
        float x = b.left() + b.width() / 2;
        float light = 60 + 110 * dark;
        out.add(new Sparks.Spark(x, base - b.height() - mast(b), 2.2f * pixel, light, 0.9f, 2.6f));
      }
    }
    return out;
  }

  private float mast(Building b) {
    return Maths.hash(b.key(), 8) > 0.62f ? b.height() * 0.16f : 0;
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    rgba[3] = 0;
    float up = base - y;
    int last = lastAt(x);
    for (int i = last; i >= Math.max(0, last - REACH) && rgba[3] < 1; i--) {
      Building b = buildings.get(i);
      float u = (x - b.left()) / b.width();
      if (u > -0.02f && u < 1.02f && up < b.height() + mast(b)) {
        building(b, up, x, y, rgba);
      }
    }
  }

  /** The last building that begins at or before a column, or just after it. */
  private int lastAt(float x) {
    int low = 0;
    int high = buildings.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      Building b = buildings.get(middle);
      if (b.left() - 0.02f * b.width() <= x) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private void building(Building b, float up, float x, float y, float[] rgba) {
    float u = (x - b.left()) / b.width();
    float v = up / b.height();
    float inset = inset(b, v);
    float soft = 0.6f / b.width();
    float cover = Maths.smooth(-soft, soft, Math.min(u - inset, 1 - inset - u));
    if (v > 1) {
      float thin = 0.9f * pixel / b.width();
      cover = Math.abs(u - 0.5f) < thin ? 0.9f : 0;
    }
    if (cover <= 0) {
      return;
    }
    float split = 0.30f + 0.4f * Maths.hash(b.key(), 5);
    boolean sunny = (lens.sunX() > x) == (u > split);
    facade(b, u, up, sunny, rgba);
    float street = dark * 0.5f * Maths.exp(-up / (lens.height() * 0.05f));
    rgba[0] += street * 0.30f;
    rgba[1] += street * 0.19f;
    rgba[2] += street * 0.11f;
    air.haze(rgba, row.distance() * 0.7f, up / b.height() * 2, x, y);
    rgba[3] = cover;
  }

  /** How far a building has stepped back from its foot at a height, in shares of its width. */
  private static float inset(Building b, float v) {
    float style = Maths.hash(b.key(), 4);
    if (style < 0.35f || b.height() < b.width() * 1.8f) {
      return 0;
    }
    if (style < 0.75f) {
      return v < 0.72f ? 0 : v < 0.9f ? 0.12f : 0.24f;
    }
    return v < 0.6f ? 0 : 0.42f * (v - 0.6f) / 0.4f;
  }

  private void facade(Building b, float u, float up, boolean sunny, float[] rgba) {
    float tone = 0.10f + 0.16f * Maths.hash(b.key(), 6);
    float warm = Maths.hash(b.key(), 7);
    float direct = sunny ? 0.75f : 0.08f;
    float rise = 0.75f + 0.25f * Maths.clamp(up / b.height());
    rgba[0] = tone * (0.9f + 0.25f * warm) * rise;
    rgba[1] = tone * rise;
    rgba[2] = tone * (1.15f - 0.25f * warm) * rise;
    rgba[0] *= palette.sun().r() * direct + palette.ambient().r() * 1.9f;
    rgba[1] *= palette.sun().g() * direct + palette.ambient().g() * 1.9f;
    rgba[2] *= palette.sun().b() * direct + palette.ambient().b() * 1.9f;
    if (!sign(b, u, up, rgba)) {
      windows(b, u, up, rgba);
    }
  }

  /** A tall sign in a bright colour, on some of the near buildings after dark. */
  private boolean sign(Building b, float u, float up, float[] rgba) {
    float pick = Maths.hash(b.key(), 15);
    if (dark < 0.3f || row.distance() > 25 || pick > 0.42f) {
      return false;
    }
    float left = 0.08f + 0.6f * Maths.hash(b.key(), 16);
    float v = up / b.height();
    float high = 0.45f + 0.4f * Maths.hash(b.key(), 17);
    if (u < left || u > left + 0.2f || v < high - 0.32f || v > high) {
      return false;
    }
    float edge = Math.min(u - left, left + 0.2f - u) / 0.1f;
    float stroke = Maths.fraction(up / (b.width() * 0.2f)) < 0.78f ? 1 : 0.15f;
    float light = dark * (0.5f + 0.9f * edge) * stroke;
    int hue = (int) (pick / 0.42f * 4);
    rgba[0] = light * (hue == 0 ? 1.5f : hue == 1 ? 0.1f : hue == 2 ? 1.4f : 0.5f);
    rgba[1] = light * (hue == 0 ? 0.15f : hue == 1 ? 1.1f : hue == 2 ? 0.55f : 0.2f);
    rgba[2] = light * (hue == 0 ? 0.7f : hue == 1 ? 1.3f : hue == 2 ? 0.08f : 1.6f);
    return true;
  }

  private void windows(Building b, float u, float up, float[] rgba) {
    float floor = pixel * Math.max(4.2f, 1.6f + 96f / row.distance());
    float bay = floor * (0.7f + 0.9f * Maths.hash(b.key(), 9));
    float across = u * b.width() / bay;
    float storey = up / floor;
    int column = Maths.floor(across);
    int level = Maths.floor(storey);
    float inX = Math.abs(across - column - 0.5f);
    float inY = Math.abs(storey - level - 0.5f);
    float soft = 0.5f / floor;
    float pane = Maths.smooth(-soft, soft, 0.31f - inX) * Maths.smooth(-soft, soft, 0.28f - inY);
    if (pane <= 0 || up > b.height() * 0.985f) {
      return;
    }
    int key = column * 131 + level * 7 + b.key() * 17;
    float lively = Maths.hash(b.key(), 10);
    float busy =
        dark * (0.10f + 0.85f * lively * lively + 0.26f * Maths.hash(level * 31 + b.key(), 14));
    if (Maths.hash(key, 11) < busy) {
      float cold = Maths.hash(key, 12) < 0.22f ? 1 : 0;
      float strong = Maths.hash(key, 13);
      float light = (0.22f + 1.6f * strong * strong * strong) * pane * (0.45f + 0.75f * dark);
      rgba[0] += light * (1 - 0.45f * cold);
      rgba[1] += light * (0.68f + 0.12f * cold);
      rgba[2] += light * (0.30f + 0.70f * cold);
    } else {
      float gleam = 0.5f * pane;
      rgba[0] = Maths.mix(rgba[0], palette.middle().r() * 0.45f, gleam);
      rgba[1] = Maths.mix(rgba[1], palette.middle().g() * 0.45f, gleam);
      rgba[2] = Maths.mix(rgba[2], palette.middle().b() * 0.45f, gleam);
    }
  }
}
