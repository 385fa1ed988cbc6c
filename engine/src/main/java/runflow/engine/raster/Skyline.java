package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;
import runflow.engine.scene.Rgb;
import runflow.engine.scene.TimeOfDay;

/** One row of buildings at a distance, with windows that light up as it gets dark. */
final class Skyline implements Paint {
  /**
   * A row of buildings.
   *
   * @param distance in units of five metres; buildings stand apart where it is between 30 and 50
   * @param tallest height of the highest, in shares of the picture's shorter side
   * @param key draws the buildings
   */
  record Row(float distance, float tallest, float widest, int key) {}

  /** How many buildings before the last one may still reach a column. */
  private static final int REACH = 4;

  private static final Rgb[] NEON = {
    new Rgb(1.0f, 0.10f, 0.52f), new Rgb(0.06f, 0.75f, 1.0f), new Rgb(1.0f, 0.42f, 0.06f)
  };

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Row row;
  private final float base;
  private final float dark;
  private final float pixel;
  private final Windows windows;
  private final List<Building> buildings = new ArrayList<>();
  private final List<Neon.Sign> signs = new ArrayList<>();

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
    windows = new Windows(palette, dark, pixel, row.distance());
    float shorter = Math.min(lens.width(), lens.height());
    float x = -lens.marginX() - 20;
    for (int i = 0; x < lens.width() + lens.marginX(); i++) {
      int key = row.key() + i * 13;
      float width = shorter * row.widest() * (0.45f + 0.75f * Maths.hash(key, 1));
      float rise = Maths.hash(key, 2);
      float height = shorter * row.tallest() * (0.28f + 0.32f * rise + 0.5f * rise * rise * rise);
      buildings.add(new Building(x, width, height, key));
      x += width * (row.distance() < 50 ? 0.98f + 0.5f * Maths.hash(key, 3) : 0.8f);
      sign(buildings.getLast());
    }
  }

  /** Puts a tall sign in a bright colour on some of the near buildings after dark. */
  private void sign(Building b) {
    float pick = Maths.hash(b.key(), 15);
    if (dark < 0.3f || row.distance() > 50 || pick > 0.72f) {
      return;
    }
    float wide = Math.min(b.width() * 0.24f, 26 * pixel);
    float high = Math.min(b.height() * 0.42f, wide * 4.2f);
    if (high < 1.7f * wide) {
      wide = high / 1.7f;
    }
    float x = b.left() + b.width() * (0.20f + 0.5f * Maths.hash(b.key(), 16));
    float y = base - b.height() * (0.52f + 0.2f * Maths.hash(b.key(), 17));
    Rgb colour = NEON[(int) (pick / 0.72f * NEON.length) % NEON.length];
    signs.add(new Neon.Sign(x, y, wide, high, colour, dark * (row.distance() < 30 ? 1.3f : 0.9f)));
  }

  /** How far away it is. */
  float distance() {
    return row.distance();
  }

  /** The signs on this row. */
  List<Neon.Sign> signs() {
    return signs;
  }

  Region region() {
    float shorter = Math.min(lens.width(), lens.height());
    return Region.rows(lens, 1, base - shorter * row.tallest() * 1.35f, base + 6 * pixel);
  }

  /** The beacons on the highest masts. */
  List<Sparks.Spark> beacons() {
    List<Sparks.Spark> out = new ArrayList<>();
    for (Building b : buildings) {
      if (b.mast() > 0) {
        float x = b.left() + b.width() / 2;
        float light = 60 + 110 * dark;
        out.add(new Sparks.Spark(x, base - b.height() - b.mast(), 2.2f * pixel, light, 0.9f, 2.6f));
      }
    }
    return out;
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    rgba[3] = 0;
    float up = base - y;
    int last = lastAt(x);
    for (int i = last; i >= Math.max(0, last - REACH) && rgba[3] < 1; i--) {
      Building b = buildings.get(i);
      float u = (x - b.left()) / b.width();
      if (u > -0.02f && u < 1.02f && up < b.height() + b.mast()) {
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
    float inset = b.inset(v);
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
    sign(x, y, rgba);
    float street = dark * 0.5f * Maths.exp(-up / (lens.height() * 0.05f));
    rgba[0] += street * 0.30f;
    rgba[1] += street * 0.19f;
    rgba[2] += street * 0.11f;
    air.haze(rgba, row.distance() * 0.7f, up / b.height() * 2, x, y);
    rgba[3] = cover;
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
    windows.light(b, u, up, rgba);
  }

  /** Bars of light in a frame. */
  private void sign(float x, float y, float[] rgba) {
    for (Neon.Sign sign : signs) {
      float dx = 1 - Math.abs(x - sign.x()) / (sign.wide() / 2);
      float dy = 1 - Math.abs(y - sign.y()) / (sign.high() / 2);
      if (dx > 0 && dy > 0) {
        float across = dx * sign.wide() / 2;
        float bars = Maths.fraction((y - sign.y()) / (sign.wide() * 0.62f));
        boolean frame = Math.min(across, dy * sign.high() / 2) < 1.6f * pixel;
        float light =
            sign.light() * (frame ? 1.5f : bars < 0.6f && across > 4 * pixel ? 1.1f : 0.3f);
        rgba[0] = sign.colour().r() * light;
        rgba[1] = sign.colour().g() * light;
        rgba[2] = sign.colour().b() * light;
      }
    }
  }
}
