package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import runflow.engine.scene.Palette;

/** A stand of conifers at one distance, rooted on the ground. */
final class Trees implements Paint {
  private record Tree(float x, float root, float height, int key) {}

  private static final float BIN = 32;

  private final Lens lens;
  private final Palette palette;
  private final Air air;
  private final Noise noise;
  private final float distance;
  private final List<List<Tree>> bins = new ArrayList<>();
  private float highest = Float.MAX_VALUE;
  private float lowest;

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
      float tall = 1.55f * (0.5f + 0.75f * Maths.hash(stand.salt() + i, 2)) * lens.focal() / d;
      float root = lens.horizon() + (terrain.below(x, d) + 0.05f) * lens.focal() / d;
      plant(new Tree(x, root, tall, stand.salt() + i), left);
    }
  }

  /** How a stand is planted. */
  record Stand(float distance, int count, int salt) {}

  private void plant(Tree tree, float left) {
    highest = Math.min(highest, tree.root() - tree.height());
    lowest = Math.max(lowest, tree.root());
    float half = tree.height() * 0.26f;
    int from = Math.max(0, (int) ((tree.x() - half - left) / BIN));
    int to = Math.min(bins.size() - 1, (int) ((tree.x() + half - left) / BIN));
    for (int bin = from; bin <= to; bin++) {
      bins.get(bin).add(tree);
    }
  }

  Region region() {
    float top = Math.max(-lens.marginY(), highest - 3);
    float bottom = Math.min(lens.height() + lens.marginY(), lowest + 3);
    return Region.rows(lens, 1, top, Math.max(top + 2, bottom));
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
    for (Tree tree : bins.get(bin)) {
      float v = (tree.root() - y) / tree.height();
      float u = (x - tree.x()) / tree.height();
      if (v > -0.02f && v < 1) {
        float c = cover(tree, u, v);
        if (c > cover) {
          cover = c;
          side = u / (0.02f + 0.24f * (1 - v));
          up = v;
        }
      }
    }
    if (cover > 0) {
      colour(x, y, side, up, rgba);
      rgba[3] = cover;
    }
  }

  private float cover(Tree tree, float u, float v) {
    float pixel = 1 / tree.height();
    float trunk = 0.007f * (1.2f - v);
    float half = trunk;
    if (v > 0.08f) {
      float tiers =
          v * 17 + Maths.hash(tree.key(), 7) * 3 + noise.at(u * 9 + tree.key() % 97, v * 6) * 1.4f;
      float tooth = Maths.fraction(tiers);
      float ragged = 0.45f + 1.1f * noise.at((u > 0 ? 1 : 7) + (tree.key() & 255), v * 46);
      half = Math.max(trunk, 0.20f * (1.02f - v) * (1.05f - 0.45f * tooth) * ragged);
    }
    return Maths.clamp((half - Math.abs(u)) / pixel * 0.8f + 0.5f);
  }

  private void colour(float x, float y, float side, float up, float[] rgba) {
    float toSun = lens.sunX() > x ? side : -side;
    float lit = Maths.clamp(0.32f + 0.45f * toSun) * (0.4f + 0.6f * up);
    float mottle = 0.7f + 0.6f * noise.at(x / lens.scale() * 0.22f, y / lens.scale() * 0.5f);
    rgba[0] = 0.035f * mottle * (palette.sun().r() * lit + palette.ambient().r() * 1.6f);
    rgba[1] = 0.062f * mottle * (palette.sun().g() * lit + palette.ambient().g() * 1.6f);
    rgba[2] = 0.030f * mottle * (palette.sun().b() * lit + palette.ambient().b() * 1.6f);
    air.haze(rgba, distance, 0.4f + up, x, y);
  }
}
