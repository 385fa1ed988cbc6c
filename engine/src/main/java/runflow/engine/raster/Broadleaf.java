package runflow.engine.raster;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Grows a broad crown: clumps of leaves on a few limbs, bright where they look up to the light. */
final class Broadleaf implements Specimen.Habit {
  private static final int CLUMPS = 44;
  private static final int LEAVES = 66;

  /** Towards the light: right, up, and to the viewer. */
  private static final float[] LIGHT = {0.52f, 0.74f, 0.42f};

  /** Height of the middle of the crown, half its width and half its height. */
  private final float middle;

  private final float wide;
  private final float high;

  private Broadleaf(float middle, float wide, float high) {
    this.middle = middle;
    this.wide = wide;
    this.high = high;
  }

  /** A crown on a trunk. */
  static Broadleaf tree() {
    return new Broadleaf(0.63f, 0.23f, 0.295f);
  }

  /** Leaves from the ground up. */
  static Broadleaf bush() {
    return new Broadleaf(0.44f, 0.235f, 0.46f);
  }

  /**
   * A ball of leaves.
   *
   * @param z towards the viewer
   * @param low how far under the top of the crown, 0 to 1
   */
  private record Clump(float x, float y, float z, float radius, float low, int number) {}

  @Override
  public void grow(Specimen.Sapling tree) {
    float lean = 0.06f * (tree.draw(1) - 0.5f);
    float broad = wide * (0.87f + 0.26f * tree.draw(2));
    float tall = high * (0.92f + 0.17f * tree.draw(3));
    Clump[] clumps =
        IntStream.range(0, CLUMPS)
            .mapToObj(i -> clump(tree, i, lean, broad, tall))
            .sorted(Comparator.comparingDouble(Clump::z))
            .toArray(Clump[]::new);
    wood(tree, clumps, lean);
    for (Clump clump : clumps) {
      leaves(tree, clump);
    }
  }

  /** Clumps lie in the rind of an egg, more of them above its middle. */
  private Clump clump(Specimen.Sapling tree, int number, float lean, float broad, float tall) {
    float turn = 6.2832f * tree.draw(100 + number);
    float rise = 1 - 1.75f * tree.draw(200 + number);
    float out = 0.62f + 0.34f * tree.draw(300 + number);
    float ring = Maths.sqrt(Math.max(0, 1 - rise * rise)) * out;
    float taper = rise > 0 ? 1 : 1 - 0.25f * rise * rise;
    float x = lean + broad * taper * ring * Maths.cos(turn);
    float y = middle + tall * rise * out;
    float radius = 0.055f + 0.045f * tree.draw(400 + number);
    return new Clump(
        x, y, ring * Maths.sin(turn) * broad, radius, 0.5f - 0.5f * rise * out, number);
  }

  private static void wood(Specimen.Sapling tree, Clump[] clumps, float lean) {
    var foot = new Smudge.Knot(0, 0, 0.022f);
    var waist = new Smudge.Knot(0.3f * lean, 0.10f, 0.0135f);
    var fork = new Smudge.Knot(0.6f * lean, 0.36f, 0.0095f);
    var bark = new Smudge.Ink(0.22f, Specimen.BARK);
    tree.stroke(foot, waist, bark);
    tree.stroke(waist, fork, bark);
    for (int i = 0; i < clumps.length; i += 4) {
      Clump clump = clumps[i];
      float start = 0.22f + 0.16f * tree.draw(500 + i);
      tree.stroke(
          new Smudge.Knot(0.6f * lean, start, 0.0065f),
          new Smudge.Knot(clump.x, clump.y, 0.0025f),
          bark);
    }
  }

  private static void leaves(Specimen.Sapling tree, Clump clump) {
    int salt = tree.key() + 977 * clump.number;
    float side = clump.x / 0.26f * LIGHT[0] + (0.5f - clump.low) * 1.6f * LIGHT[1];
    float hue = 0.45f + 0.4f * Maths.hash(salt, 1);
    float inner = 0.6f * clump.radius * Math.min(1, 0.3f + 4 * clump.low);
    var core = new Smudge.Knot(clump.x, clump.y, inner);
    tree.stroke(core, core, new Smudge.Ink(Maths.clamp(0.24f + 0.40f * side), hue));
    for (int i = 0; i < LEAVES; i++) {
      float turn = 6.2832f * Maths.hash(salt + i, 2);
      float far = Maths.sqrt(Maths.hash(salt + i, 3));
      float dx = far * Maths.cos(turn);
      float dy = far * Maths.sin(turn);
      float dz = Maths.sqrt(Math.max(0, 1 - far * far));
      float facing = dx * LIGHT[0] + dy * LIGHT[1] + dz * LIGHT[2];
      float light =
          0.34f + 0.28f * facing + 0.40f * side + 0.22f * (Maths.hash(salt + i, 4) - 0.5f);
      float reach = clump.radius * (0.75f + 0.5f * Maths.hash(salt + i, 5));
      float x = clump.x + reach * 1.1f * dx;
      float y = clump.y + reach * 0.9f * dy;
      float tilt = 6.2832f * Maths.hash(salt + i, 6);
      float size = 0.0048f + 0.0042f * Maths.hash(salt + i, 7);
      tree.stroke(
          new Smudge.Knot(x, y, size),
          new Smudge.Knot(
              x + 1.6f * size * Maths.cos(tilt), y + 1.2f * size * Maths.sin(tilt), size * 0.5f),
          new Smudge.Ink(
              Maths.clamp(light), Maths.clamp(hue + 0.3f * (Maths.hash(salt + i, 8) - 0.5f))));
    }
  }
}
