package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;

/** A stand of conifers at one distance, rooted on the ground. */
final class Trees implements Paint {
  /**
   * One tree.
   *
   * @param lean how far a broad crown is to the right of the root, in heights
   * @param wide half the width of a broad crown, in heights
   * @param tier where the tiers of a conifer begin
   */
  private record Tree(
      float x, float root, float height, int key, float lean, float wide, float tier) {
    static Tree of(float x, float root, float height, int key) {
      float lean = 0.05f * (Maths.hash(key, 8) - 0.5f);
      float wide = 0.22f + 0.07f * Maths.hash(key, 9);
      return new Tree(x, root, height, key, lean, wide, Maths.hash(key, 7) * 3);
    }
  }

  private static final float BIN = 32;

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Noise noise;
  private final float distance;
  private final Stand stand;
  private final List<List<Tree>> bins = new ArrayList<>();
  private float highest = Float.MAX_VALUE;
  private float lowest;
  private float leftmost = Float.MAX_VALUE;
  private float rightmost = -Float.MAX_VALUE;

  /**
   * Plants trees.
   *
   * @param terrain ground they stand on
   * @param stand where and how many
   */
  Trees(Lens lens, Palette palette, Noise noise, Terrain terrain, Stand stand) {
    this.lens = lens;
    this.palette = palette;
    this.noise = noise;
    this.stand = stand;
    distance = stand.distance();
    air = new Air(palette, lens);
    float left = -lens.marginX();
    float width = lens.width() + 2 * lens.marginX();
    for (float x = left; x <= left + width + BIN; x += BIN) {
      bins.add(new ArrayList<>());
    }
    int n = (int) (stand.count() * (lens.width() > lens.height() ? 1 : 0.6f));
    for (int i = 0; i < n; i++) {
      float d = distance * (0.92f + 0.2f * Maths.hash(stand.salt() + i, 4));
      float x = left + width * Maths.hash(stand.salt() + i, 1);
      float tall =
          stand.tall() * (0.5f + 0.75f * Maths.hash(stand.salt() + i, 2)) * lens.focal() / d;
      float root = lens.horizon() + (terrain.below(x, d) + 0.05f) * lens.focal() / d;
      plant(Tree.of(x, root, tall, stand.salt() + i), left);
    }
  }

  /**
   * How a stand is planted.
   *
   * @param tall height of a tree, in units
   */
  record Stand(float distance, int count, int salt, float tall, Kind kind) {}

  /** What trees look like. */
  enum Kind {
    CONIFER,
    /** Broad crowns in red and gold. */
    AUTUMN,
    /** Broad crowns in fresh green. */
    SPRING,
    /** Conifers under snow. */
    SNOWY,
    /** Broad crowns from the ground up, in many greens. */
    JUNGLE;

    /** Whether they have leaves and no needles. */
    boolean broad() {
      return this == AUTUMN || this == SPRING || this == JUNGLE;
    }
  }

  private void plant(Tree tree, float left) {
    highest = Math.min(highest, tree.root() - tree.height());
    lowest = Math.max(lowest, tree.root());
    float half = tree.height() * (stand.kind() == Kind.JUNGLE ? 0.48f : 0.36f);
    leftmost = Math.min(leftmost, tree.x() - half);
    rightmost = Math.max(rightmost, tree.x() + half);
    int from = Math.max(0, (int) ((tree.x() - half - left) / BIN));
    int to = Math.min(bins.size() - 1, (int) ((tree.x() + half - left) / BIN));
    for (int bin = from; bin <= to; bin++) {
      bins.get(bin).add(tree);
    }
  }

  Region region() {
    float top = Math.max(-lens.marginY(), highest - 3);
    float bottom = Math.min(lens.height() + lens.marginY(), lowest + 3);
    float from = Math.max(-lens.marginX(), leftmost);
    float to = Math.min(lens.width() + lens.marginX(), rightmost);
    return Region.box(from, top, Math.max(from + 2, to), Math.max(top + 2, bottom), 1);
  }

  @Override
  public void at(float x, float y, float[] rgba) {
    rgba[3] = 0;
    int bin = (int) ((x + lens.marginX()) / BIN);
    if (bin < 0 || bin >= bins.size()) {
      return;
    }
    float cover = 0;
    float side = 0;
    float up = 0;
    int key = 0;
    for (Tree tree : bins.get(bin)) {
      if (cover == 1) {
        break;
      }
      float v = (tree.root() - y) / tree.height();
      float u = (x - tree.x()) / tree.height();
      if (v > -0.02f && v < 1) {
        float c = cover(tree, u, v);
        if (c > cover) {
          cover = c;
          side = u / (0.02f + 0.24f * (1 - v));
          up = v;
          key = tree.key();
        }
      }
    }
    if (cover > 0) {
      colour(x, y, new Seen(side, up, key), rgba);
      rgba[3] = cover;
    }
  }

  private float cover(Tree tree, float u, float v) {
    return switch (stand.kind()) {
      case CONIFER, SNOWY -> conifer(tree, u, v);
      case AUTUMN, SPRING, JUNGLE -> crown(tree, u, v);
    };
  }

  /** A broad crown of overlapping clumps on a trunk. */
  private float crown(Tree tree, float u, float v) {
    float pixel = 1 / tree.height();
    float lean = tree.lean();
    float trunk = 0.016f * (1.15f - v) - Math.abs(u - lean * v);
    float dx = (u - lean) / (stand.kind() == Kind.JUNGLE ? 1.3f * tree.wide() : tree.wide());
    boolean jungle = stand.kind() == Kind.JUNGLE;
    float dy = jungle ? (v - 0.52f) / 0.46f : (v - 0.60f) / 0.33f;
    float round = 1 - Maths.sqrt(dx * dx + dy * dy);
    float most = (0.97f - v) * 6;
    float ragged = 0.05f + 0.05f * Maths.clamp(1 - round * 3);
    if (Math.min(round - 0.55f, most) * 0.22f - 0.42f * ragged > 0.63f * pixel) {
      return 1;
    }
    if (Math.min(round + 0.49f, most) * 0.22f + 0.58f * ragged < -0.63f * pixel) {
      return Maths.clamp(trunk / pixel * 0.8f + 0.5f);
    }
    int octaves = Ground.octaves(9, pixel, 4);
    float rest = 1f / (2 << octaves) - 1f / (2 << 4);
    float clumps = noise.fbm(u * 9 + tree.key() % 89, v * 9 + 30, octaves) + rest - 0.5f;
    float inside = Math.min(round + clumps * 1.1f, most) * 0.22f;
    float leaf = noise.at(u * 52 + tree.key() % 31, v * 52) - 0.42f;
    inside += leaf * ragged;
    return Maths.clamp(Math.max(trunk, inside) / pixel * 0.8f + 0.5f);
  }

  private float conifer(Tree tree, float u, float v) {
    float pixel = 1 / tree.height();
    float trunk = 0.007f * (1.2f - v);
    float half = trunk;
    if (v > 0.08f) {
      float tiers = v * 17 + tree.tier() + noise.at(u * 9 + tree.key() % 97, v * 6) * 1.4f;
      float tooth = Maths.fraction(tiers);
      float ragged = 0.45f + 1.1f * noise.at((u > 0 ? 1 : 7) + (tree.key() & 255), v * 46);
      half = Math.max(trunk, 0.20f * (1.02f - v) * (1.05f - 0.45f * tooth) * ragged);
    }
    return Maths.clamp((half - Math.abs(u)) / pixel * 0.8f + 0.5f);
  }

  /** What is seen of a tree at a point: how far to the side, how far up, which tree. */
  private record Seen(float side, float up, int key) {}

  private void colour(float x, float y, Seen seen, float[] rgba) {
    float way = (lens.sunX() - x) / (0.06f * lens.width());
    float toSun = Math.max(-1, Math.min(1, way)) * seen.side();
    float lit = Maths.clamp(0.32f + 0.45f * toSun) * (0.4f + 0.6f * seen.up());
    float mottle = 0.7f + 0.6f * noise.at(x / lens.scale() * 0.22f, y / lens.scale() * 0.5f);
    float pick = Maths.hash(seen.key(), 21);
    switch (stand.kind()) {
      case CONIFER -> set(rgba, 0.035f, 0.062f, 0.030f);
      case SNOWY -> {
        float snow = Maths.smooth(0.78f, 1.1f, mottle + 0.25f * seen.up());
        set(rgba, 0.035f, 0.055f, 0.04f);
        mix(rgba, 0.55f * snow);
      }
      case AUTUMN -> {
        boolean bark = seen.up() < 0.26f;
        set(
            rgba,
            bark ? 0.05f : 0.26f + 0.16f * pick,
            bark ? 0.035f : 0.07f + 0.16f * pick * pick,
            0.022f);
      }
      case JUNGLE -> {
        float other = Maths.hash(seen.key(), 22);
        float light = 0.45f + 0.75f * seen.up();
        set(
            rgba,
            (0.020f + 0.022f * pick * pick) * light,
            (0.058f + 0.050f * other) * light,
            (0.020f + 0.014f * pick) * light);
      }
      case SPRING -> {
        boolean bark = seen.up() < 0.26f;
        set(rgba, bark ? 0.05f : 0.07f + 0.05f * pick, bark ? 0.04f : 0.15f, bark ? 0.03f : 0.035f);
      }
    }
    float glow = stand.kind().broad() ? 0.25f : 0;
    rgba[0] *= mottle * (palette.sun().r() * (lit + glow) + palette.ambient().r() * 1.6f);
    rgba[1] *= mottle * (palette.sun().g() * (lit + glow) + palette.ambient().g() * 1.6f);
    rgba[2] *= mottle * (palette.sun().b() * (lit + glow) + palette.ambient().b() * 1.6f);
    air.haze(rgba, distance, 0.4f + seen.up(), x, y);
  }

  private static void set(float[] rgba, float r, float g, float b) {
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
  }

  private static void mix(float[] rgba, float snow) {
    rgba[0] = Maths.mix(rgba[0], 0.62f, snow);
    rgba[1] = Maths.mix(rgba[1], 0.66f, snow);
    rgba[2] = Maths.mix(rgba[2], 0.74f, snow);
  }
}
