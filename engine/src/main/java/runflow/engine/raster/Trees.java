package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;

/**
 * A stand of trees at one distance, rooted on the ground. To be asked row by row: each new row is
 * looked through for its trees. Not thread-safe.
 */
final class Trees implements Paint {
  /** Trees of a grove that differ. */
  private static final int VARIETY = 4;

  /** Cover from which on nothing is looked for behind a tree. */
  private static final float OPAQUE = 0.8f;

  /** Columns of a bin. */
  private static final float WIDE = 32;

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Stand stand;
  private final List<Tree> trees = new ArrayList<>();

  /** For every so many columns the trees that the started row shows in them. */
  private final List<List<Tree>> bins = new ArrayList<>();

  private final float[] best = new float[3];
  private float highest = Float.MAX_VALUE;
  private float lowest;
  private float leftmost = Float.MAX_VALUE;
  private float rightmost = -Float.MAX_VALUE;

  /** The started row. */
  private float row = Float.NaN;

  /**
   * Plants trees.
   *
   * @param terrain ground they stand on
   * @param stand where and how many
   * @param grove what they look like
   */
  Trees(Lens lens, Palette palette, Terrain terrain, Stand stand, List<Specimen> grove) {
    this.lens = lens;
    this.palette = palette;
    this.stand = stand;
    air = new Air(palette, lens);
    float left = -lens.marginX();
    float width = lens.width() + 2 * lens.marginX();
    for (float x = left; x <= left + width + WIDE; x += WIDE) {
      bins.add(new ArrayList<>());
    }
    int n = (int) (stand.count() * (lens.width() > lens.height() ? 1 : 0.6f));
    for (int i = 0; i < n; i++) {
      int key = stand.salt() + i;
      float d = stand.distance() * (0.92f + 0.2f * Maths.hash(key, 4));
      float x = left + width * Maths.hash(key, 1);
      float pixel = d / (stand.tall() * (0.5f + 0.75f * Maths.hash(key, 2)) * lens.focal());
      float root = lens.horizon() + (terrain.below(x, d) + 0.05f) * lens.focal() / d;
      Specimen looks = grove.get((int) (Maths.hash(key, 7) * grove.size()));
      float sun = lens.sunX() > x ? 1 : -1;
      plant(new Tree(new Tree.Foot(x, root, pixel), looks, sun, Maths.hash(key, 21)));
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
    /** Broad crowns in deep green. */
    SUMMER,
    /** Conifers under snow. */
    SNOWY,
    /** Broad crowns from the ground up, in many greens. */
    JUNGLE;

    /** Whether these are broad crowns of leaves. */
    boolean broad() {
      return switch (this) {
        case AUTUMN, SPRING, SUMMER, JUNGLE -> true;
        case CONIFER, SNOWY -> false;
      };
    }

    /** Some trees of this kind that differ, the tallest of so many pixels. */
    List<Specimen> grove(int key, float height) throws InterruptedException {
      Specimen.Habit habit =
          switch (this) {
            case CONIFER, SNOWY -> new Conifer();
            case AUTUMN, SPRING, SUMMER -> Broadleaf.tree();
            case JUNGLE -> Broadleaf.bush();
          };
      return Specimen.grove(VARIETY, key, height, habit);
    }
  }

  private void plant(Tree tree) {
    highest = Math.min(highest, tree.top());
    lowest = Math.max(lowest, tree.bottom());
    leftmost = Math.min(leftmost, tree.leftmost());
    rightmost = Math.max(rightmost, tree.rightmost());
    trees.add(tree);
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
    int bin = bin(x);
    if (bin < 0 || bin >= bins.size()) {
      return;
    }
    if (y != row) {
      start(y);
    }
    List<Tree> shown = bins.get(bin);
    Tree front = null;
    best[0] = 0;
    for (int i = 0; i < shown.size() && best[0] < OPAQUE; i++) {
      Tree tree = shown.get(i);
      if (tree.over(x, best)) {
        front = tree;
      }
    }
    if (front != null) {
      colour(front.hue, rgba);
      light(rgba);
      air.haze(rgba, stand.distance(), 0.4f + front.up(), x, y);
      rgba[3] = Maths.clamp(1.5f * best[0] - 0.2f);
    }
  }

  private int bin(float x) {
    return Maths.floor((x + lens.marginX()) / WIDE);
  }

  private void start(float y) {
    row = y;
    bins.forEach(List::clear);
    for (Tree tree : trees) {
      if (tree.start(y)) {
        int last = Math.min(bins.size() - 1, bin(tree.to()));
        for (int bin = Math.max(0, bin(tree.from())); bin <= last; bin++) {
          bins.get(bin).add(tree);
        }
      }
    }
  }

  /** Writes the colour of what is seen, in white light. */
  private void colour(float tree, float[] rgba) {
    float hue = best[2];
    switch (stand.kind()) {
      case CONIFER -> set(rgba, 0.022f + 0.012f * hue, 0.040f + 0.020f * hue, 0.024f);
      case SNOWY -> {
        set(rgba, 0.035f, 0.055f, 0.04f);
        mix(rgba, Maths.smooth(0.5f, 0.9f, hue), 0.45f, 0.48f, 0.55f);
      }
      case AUTUMN -> {
        float pick = Maths.clamp(0.85f * tree + 0.7f * (hue - 0.6f) + 0.05f);
        set(rgba, 0.27f + 0.17f * pick, 0.055f + 0.19f * pick * pick, 0.016f + 0.014f * pick);
      }
      case SPRING -> {
        float pick = Maths.clamp(0.5f * tree + 0.8f * (hue - 0.4f));
        set(rgba, 0.065f + 0.085f * pick, 0.135f + 0.075f * pick, 0.03f);
      }
      case JUNGLE -> {
        float pick = Maths.clamp(tree + 0.6f * (hue - 0.6f));
        set(rgba, 0.018f + 0.034f * pick * pick, 0.052f + 0.05f * pick, 0.020f + 0.012f * pick);
      }
      case SUMMER -> {
        float pick = Maths.clamp(0.5f * tree + 0.8f * (hue - 0.4f));
        set(rgba, 0.034f + 0.046f * pick, 0.064f + 0.046f * pick, 0.020f);
      }
    }
    mix(rgba, 1 - Maths.smooth(0.02f, 0.25f, hue), 0.05f, 0.037f, 0.026f);
  }

  private void light(float[] rgba) {
    float light = best[1];
    float direct = 1.9f * light * light;
    float around = 0.25f + 2.2f * light;
    rgba[0] *= palette.sun().r() * direct + palette.ambient().r() * around;
    rgba[1] *= palette.sun().g() * direct + palette.ambient().g() * around;
    rgba[2] *= palette.sun().b() * direct + palette.ambient().b() * around;
  }

  private static void set(float[] rgba, float r, float g, float b) {
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
  }

  private static void mix(float[] rgba, float share, float r, float g, float b) {
    rgba[0] = Maths.mix(rgba[0], r, share);
    rgba[1] = Maths.mix(rgba[1], g, share);
    rgba[2] = Maths.mix(rgba[2], b, share);
  }
}
