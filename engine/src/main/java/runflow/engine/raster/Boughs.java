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

  /** What a bough leaves free for its leaves before the sheet ends. */
  private static final float ROOM = 0.12f;

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Trees.Kind kind;
  private final float side;
  private final int key;
  private final float cell;
  private final float high;
  private final Smudge smudge;
  private final float[] seen = new float[3];

  /**
   * Grows the tree.
   *
   * @param side -1 at the left edge, 1 at the right one
   */
  Boughs(Lens lens, Palette palette, Trees.Kind kind, float side, int key) {
    this.lens = lens;
    this.palette = palette;
    this.kind = kind;
    this.side = side;
    this.key = key;
    air = new Air(palette, lens);
    cell = 2 * lens.scale();
    Region region = region();
    high = Math.min(lens.height(), lens.width()) / cell;
    smudge = new Smudge(region.width() + 2, region.height() + 2);
    boolean broad = kind.broad();
    trunk();
    if (kind == Trees.Kind.JUNGLE) {
      fronds();
    } else if (broad) {
      crown();
    } else {
      tiers();
    }
    smudge.blur(Math.max(1, Math.round(high * (broad ? 0.0040f : 0.0034f))));
  }

  Region region() {
    float wide = WIDE * Math.min(lens.height(), lens.width());
    float left = side < 0 ? -lens.marginX() : lens.width() + lens.marginX() - wide;
    return Region.box(
        left, -lens.marginY(), left + wide, lens.height() + lens.marginY(), 2 * lens.scale());
  }

  /** How far a column is from the edge of the sheet towards the middle of the picture, in cells. */
  private float fromInnerEdge(float column) {
    return side < 0 ? region().width() - column : column;
  }

  private float draw(int salt) {
    return Maths.hash(key, salt);
  }

  /** The column of the trunk's middle at a height from the top, in cells; 0 to 1 down. */
  private float stem(float down) {
    float in = (lens.marginX() / cell) + high * (0.015f + 0.05f * draw(1));
    float bend = high * (0.020f * Maths.sin(down * 2.6 + draw(2) * 6) + 0.03f * (0.5f - down));
    float x = in + bend;
    return side < 0 ? x : region().width() - x;
  }

  private Smudge.Knot stemKnot(float down) {
    float radius = high * (0.013f + 0.019f * down + 0.02f * Math.max(0, down - 0.85f));
    return new Smudge.Knot(stem(down), down * (region().height() + 1), radius);
  }

  private void trunk() {
    for (int i = 0; i < 24; i++) {
      smudge.stroke(
          stemKnot(i / 24f), stemKnot((i + 1) / 24f), new Smudge.Ink(0.20f + 0.1f * draw(i), 0));
    }
  }

  /** Drooping boughs of a conifer, longer towards the foot. */
  private void tiers() {
    int count = 46;
    for (int i = 0; i < count; i++) {
      float down = (i + 0.8f * draw(100 + i)) / count * 0.97f;
      float way = (i & 1) == 0 ? 1 : -1;
      float length = high * (0.10f + 0.22f * down) * (0.55f + 0.7f * draw(200 + i));
      float light = 0.30f + 0.35f * draw(300 + i);
      bough(new Bough(stem(down), down * region().height(), way, length, light), i);
    }
  }

  private record Bough(float x, float y, float way, float length, float light) {}

  private void bough(Bough b, int number) {
    float droop = 0.25f + 0.35f * draw(400 + number);
    int steps = 8 + (int) (b.length / high * 60);
    float beforeX = b.x;
    float beforeY = b.y;
    for (int s = 1; s <= steps; s++) {
      float t = s / (float) steps;
      float x = b.x + b.way * b.length * t;
      float y = b.y + b.length * (droop * t * (1.5f - t) - 0.12f * Maths.sin(t * 3.0));
      float thin = high * 0.0042f * (1.05f - t);
      smudge.stroke(
          new Smudge.Knot(beforeX, beforeY, thin),
          new Smudge.Knot(x, y, thin),
          new Smudge.Ink(b.light * 0.6f, 0));
      for (int k = -1; k <= 1; k++) {
        float vary = Maths.hash(key + number * 997 + s * 31, k + 2);
        float angle = 0.95f * k + 0.5f * (vary - 0.5f) + 0.35f;
        float size = high * (0.020f + 0.050f * Maths.sqrt(Math.max(0, t * (1.15f - t))));
        spray(
            new Bough(x, y, b.way, size * (0.6f + 0.6f * vary), b.light * (0.7f + 0.6f * vary)),
            angle);
      }
      beforeX = x;
      beforeY = y;
    }
  }

  /** A twig with needles to both sides. */
  private void spray(Bough b, float angle) {
    float dx = b.way * Maths.cos(angle);
    float dy = Maths.sin(angle);
    int needles = 7;
    float thin = high * 0.0014f;
    for (int i = 0; i < needles; i++) {
      float t = (i + 1f) / needles;
      float x = b.x + dx * b.length * t;
      float y = b.y + dy * b.length * t;
      float long1 = b.length * 0.34f * (1.15f - 0.7f * t);
      for (int turn = -1; turn <= 1; turn += 2) {
        float nx = dx * 0.72f - turn * dy * 0.62f;
        float ny = dy * 0.72f + turn * dx * 0.62f;
        smudge.stroke(
            new Smudge.Knot(x, y, thin * 1.3f),
            new Smudge.Knot(x + nx * long1, y + ny * long1, thin * 0.6f),
            new Smudge.Ink(b.light, t));
      }
    }
  }

  /** Boughs of a broad crown that reach in from above, with leaves in clusters. */
  private void crown() {
    for (int i = 0; i < 11; i++) {
      float down = 0.02f + 0.48f * (i + draw(500 + i)) / 11;
      float way = i % 3 == 2 ? side : -side;
      float length = high * (0.20f + 0.20f * draw(520 + i)) * (1.15f - 0.6f * down);
      float rise = 0.25f - 0.75f * draw(540 + i);
      float x = stem(down);
      float y = down * region().height();
      float thick = high * 0.0085f;
      for (int s = 1; s <= 9; s++) {
        float t = s / 9f;
        float toX = stem(down) + way * length * t;
        if (fromInnerEdge(toX) < high * ROOM) {
          break;
        }
        float toY = down * region().height() + length * (rise * t + 0.35f * t * t);
        toY += high * 0.014f * (Maths.hash(key + i * 17 + s, 7) - 0.5f);
        smudge.stroke(
            new Smudge.Knot(x, y, thick),
            new Smudge.Knot(toX, toY, thick * 0.78f),
            new Smudge.Ink(0.2f, 0));
        thick *= 0.78f;
        x = toX;
        y = toY;
        if (s > 2) {
          cluster(x, y, i * 100 + s);
        }
      }
    }
  }

  /** Fronds that arch into the picture from its side, with leaflets to both sides. */
  private void fronds() {
    for (int i = 0; i < 9; i++) {
      float down = 0.03f + 0.92f * (i + 0.7f * draw(600 + i)) / 9;
      float length = high * (0.20f + 0.26f * draw(620 + i)) * (i % 4 == 3 ? 0.7f : 1);
      float rise = 0.55f - 0.5f * draw(640 + i);
      float light = 0.25f + 0.5f * draw(660 + i);
      float x = stem(down);
      float y = down * region().height();
      float beforeX = x;
      float beforeY = y;
      int steps = 26;
      for (int s = 1; s <= steps; s++) {
        float t = s / (float) steps;
        float toX = x - side * length * (t - 0.15f * t * t);
        float toY = y - length * (rise * t - 0.85f * t * t);
        smudge.stroke(
            new Smudge.Knot(beforeX, beforeY, high * 0.004f * (1.1f - t)),
            new Smudge.Knot(toX, toY, high * 0.004f * (1.05f - t)),
            new Smudge.Ink(light * 0.7f, 0.3f));
        blades(new Blade(toX, toY, toX - beforeX, toY - beforeY, light), t, i * 100 + s);
        beforeX = toX;
        beforeY = toY;
      }
    }
  }

  /** A place on the rib of a frond, and the way the rib goes there. */
  private record Blade(float x, float y, float dx, float dy, float light) {}

  private void blades(Blade b, float t, int number) {
    float way = Math.max(0.01f, Maths.sqrt(b.dx * b.dx + b.dy * b.dy));
    float size = high * 0.115f * Maths.sqrt(Math.max(0, Maths.sin(3.0 * (0.10f + 0.86f * t))));
    for (int turn = -1; turn <= 1; turn += 2) {
      float vary = Maths.hash(key + number, turn + 3);
      float lx = size * (0.62f * b.dx - turn * 0.72f * b.dy) / way;
      float ly = size * ((0.62f * b.dy + turn * 0.72f * b.dx) / way + 0.30f);
      var ink = new Smudge.Ink(Maths.clamp(b.light * (0.7f + 0.6f * vary)), vary);
      float thick = high * 0.0048f;
      smudge.stroke(
          new Smudge.Knot(b.x, b.y, thick * 0.7f),
          new Smudge.Knot(b.x + lx * 0.5f, b.y + ly * 0.45f, thick),
          ink);
      smudge.stroke(
          new Smudge.Knot(b.x + lx * 0.5f, b.y + ly * 0.45f, thick),
          new Smudge.Knot(b.x + lx, b.y + ly, thick * 0.15f),
          ink);
    }
  }

  private void cluster(float x, float y, int number) {
    int salt = key + number * 7919;
    float spread = high * (0.030f + 0.030f * Maths.hash(salt, 1));
    float light = 0.30f + 0.5f * Maths.hash(salt, 2);
    float hue = Maths.hash(salt, 3);
    for (int i = 0; i < 34; i++) {
      float turn = Maths.hash(salt + i, 4) * 6.283f;
      float far = Maths.sqrt(Maths.hash(salt + i, 5)) * spread;
      float px = x + far * 1.25f * Maths.cos(turn);
      float py = y + far * Maths.sin(turn);
      float tilt = Maths.hash(salt + i, 6) * 6.283f;
      float size = high * (0.0035f + 0.0045f * Maths.hash(salt + i, 7));
      float up = 0.25f * (y - py) / spread;
      var ink =
          new Smudge.Ink(
              Maths.clamp(light + up + 0.35f * (Maths.hash(salt + i, 8) - 0.5f)),
              Maths.clamp(hue + 0.5f * (Maths.hash(salt + i, 9) - 0.5f) + 0.12f));
      smudge.stroke(
          new Smudge.Knot(px, py, size),
          new Smudge.Knot(
              px + size * 1.6f * Maths.cos(tilt), py + size * Maths.sin(tilt), size / 3),
          ink);
    }
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    Region region = region();
    smudge.at((x - region.left()) / cell, (y - region.top()) / cell, seen);
    rgba[3] = seen[0] * Maths.clamp((fromInnerEdge((x - region.left()) / cell) - 3) * 0.04f);
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
