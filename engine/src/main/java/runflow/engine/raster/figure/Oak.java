package runflow.engine.raster.figure;

import java.util.SplittableRandom;
import runflow.engine.scene.Rgb;

/** A broad tree: trunk and branches, and leaves in clusters as the season has them. */
final class Oak implements Puppet {
  private final Rgb leaf;
  private final boolean bare;
  private final long salt;

  Oak(Rgb leaf, boolean bare, long salt) {
    this.leaf = leaf;
    this.bare = bare;
    this.salt = salt;
  }

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    SplittableRandom random = new SplittableRandom(salt);
    Skin bark = bare ? Skin.matt(0.075, 0.062, 0.058) : Skin.matt(0.085, 0.055, 0.038);
    s.shade(0, 0, 4.2, 0.32, bare ? 0.35 : 0.65);
    s.limb(bark, -0.25, -0.2, 0.30, 0, 0.7, 0.30);
    s.limb(bark, 0.3, -0.2, 0.26, 0, 0.7, 0.30);
    branch(s, random, bark, new Bough(0, 0.2, 1.57, 2.3, 0.34, 0));
  }

  /** A branch from a point, with a direction in radians, a length and a radius. */
  private record Bough(double x, double y, double turn, double length, double radius, int depth) {}

  private void branch(Sketch s, SplittableRandom random, Skin bark, Bough b) {
    double x = b.x() + StrictMath.cos(b.turn()) * b.length();
    double y = b.y() + StrictMath.sin(b.turn()) * b.length();
    s.limb(bark, b.x(), b.y(), b.radius(), x, y, b.radius() * 0.66);
    if (b.depth() >= (bare ? 6 : 5)) {
      if (!bare) {
        leaves(s, random, x, y);
      }
      return;
    }
    int forks = b.depth() == 0 ? 4 : 2 + (random.nextDouble() < 0.45 ? 1 : 0);
    for (int i = 0; i < forks; i++) {
      double fan = (i - (forks - 1) / 2.0) * (b.depth() == 0 ? 0.62 : 0.72);
      double turn = b.turn() + fan + (random.nextDouble() - 0.5) * 0.4;
      turn += (1.57 - turn) * 0.10 - (turn > 1.57 ? -0.03 : 0.03);
      double length = b.length() * (0.62 + 0.22 * random.nextDouble());
      branch(s, random, bark, new Bough(x, y, turn, length, b.radius() * 0.62, b.depth() + 1));
    }
    if (!bare && b.depth() >= 3) {
      leaves(s, random, x, y);
    }
  }

  private void leaves(Sketch s, SplittableRandom random, double x, double y) {
    for (int i = 0; i < 20; i++) {
      double a = random.nextDouble() * 2 * Math.PI;
      double r = StrictMath.sqrt(random.nextDouble()) * 0.62;
      double dx = StrictMath.cos(a) * r;
      double dy = StrictMath.sin(a) * r;
      float tone = (float) (0.55 + 0.6 * random.nextDouble() + 0.25 * dy);
      Rgb colour = leaf.times(tone);
      s.ball(Skin.matt(colour), x + dx, y + dy, 0.045 + 0.05 * random.nextDouble());
    }
  }
}
