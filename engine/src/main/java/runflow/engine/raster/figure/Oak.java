package runflow.engine.raster.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import runflow.engine.scene.Rgb;

/** A broad tree: trunk and branches, and leaves in clusters as the season has them. */
final class Oak implements Puppet {
  /** Tones of leaves, from the darkest. */
  private static final int TONES = 6;

  private final Rgb leaf;
  private final boolean bare;
  private final boolean blossom;
  private final long salt;

  /**
   * A tree.
   *
   * @param leaf colour of its leaves or of its blossom
   */
  Oak(Rgb leaf, boolean bare, boolean blossom, long salt) {
    this.blossom = blossom && !bare;
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
    for (double foot : new double[] {-0.62, 0.58, -0.26, 0.24}) {
      double[][] root = {{foot * 0.25, 1.0, 0.26}, {foot * 0.45, 0.42, 0.22}, {foot, 0.02, 0.07}};
      s.form(Coat.plain(bark), 0, Spline.through(root, 4));
    }
    List<Tuft> tufts = new ArrayList<>();
    branch(s, random, bark, new Bough(0, 0.45, 1.57, 2.05, 0.33, 0), tufts);
    if (!bare) {
      crown(s, random, tufts);
    }
  }

  /** A branch from a point, with a direction in radians, a length and a radius. */
  private record Bough(double x, double y, double turn, double length, double radius, int depth) {}

  /** Where leaves grow. */
  private record Tuft(double x, double y) {}

  private void branch(Sketch s, SplittableRandom random, Skin bark, Bough b, List<Tuft> tufts) {
    double x = b.x() + StrictMath.cos(b.turn()) * b.length();
    double y = b.y() + StrictMath.sin(b.turn()) * b.length();
    double bow = b.depth() == 0 ? 0 : 0.05 * b.length() * (b.turn() > 1.57 ? -1 : 1);
    double[][] bent = {
      {b.x(), b.y(), b.radius()},
      {(b.x() + x) / 2 + bow, (b.y() + y) / 2 + Math.abs(bow), b.radius() * 0.80},
      {x, y, b.radius() * 0.64}
    };
    s.form(Coat.plain(bark), 0, Spline.through(bent, 3));
    if (b.depth() >= (bare ? 6 : 5)) {
      if (!bare) {
        tufts.add(new Tuft(x, y));
      }
      return;
    }
    int forks = b.depth() == 0 ? 4 : 2 + (random.nextDouble() < 0.45 ? 1 : 0);
    for (int i = 0; i < forks; i++) {
      double fan = (i - (forks - 1) / 2.0) * (b.depth() == 0 ? 0.62 : 0.72);
      double turn = b.turn() + fan + (random.nextDouble() - 0.5) * 0.4;
      turn += (1.57 - turn) * 0.10 - (turn > 1.57 ? -0.03 : 0.03);
      double length = b.length() * (0.62 + 0.22 * random.nextDouble());
      branch(
          s, random, bark, new Bough(x, y, turn, length, b.radius() * 0.62, b.depth() + 1), tufts);
    }
    if (!bare && b.depth() >= 3) {
      tufts.add(new Tuft(x, y));
    }
  }

  /**
   * The crown: shade within, soft clouds of leaves over it, and single leaves from dark to light.
   */
  private void crown(Sketch s, SplittableRandom random, List<Tuft> tufts) {
    double low = tufts.stream().mapToDouble(Tuft::y).min().orElse(0);
    double high = tufts.stream().mapToDouble(Tuft::y).max().orElse(1);
    for (Tuft t : tufts) {
      s.puff(tone(1), t.x() + 0.10, t.y() - 0.20, 0.50, 0.40, blossom ? 0.55 : 0.7);
    }
    List<List<double[]>> leaves = new ArrayList<>();
    for (int i = 0; i <= TONES; i++) {
      leaves.add(new ArrayList<>());
    }
    for (Tuft t : tufts) {
      double up = (t.y() - low) / Math.max(0.1, high - low);
      double own = 1.5 * (random.nextDouble() - 0.5) - shade(t, tufts);
      for (int i = 0; i < (blossom ? 3 : 1); i++) {
        double dy = 0.5 * random.nextDouble() - 0.12;
        double dx = 0.8 * (random.nextDouble() - 0.5);
        double size = 0.20 + 0.14 * random.nextDouble();
        s.puff(tone(2.6 + 3.4 * up + own + 3 * dy), t.x() + dx, t.y() + dy, size * 1.2, size, 0.5);
      }
      for (int i = 0; i < 46; i++) {
        double a = random.nextDouble() * 2 * Math.PI;
        double r = StrictMath.pow(random.nextDouble(), 0.6) * 0.56;
        double dx = StrictMath.cos(a) * r * 1.1;
        double dy = StrictMath.sin(a) * r * 0.85;
        double light = 2.3 + 3 * up + own + 5 * dy + 1.8 * random.nextDouble();
        int number = (int) Math.max(0, Math.min(TONES, light));
        leaves.get(number).add(leaf(t.x() + dx, t.y() + dy, random));
      }
    }
    for (int i = 0; i <= TONES; i++) {
      double[] all = leaves.get(i).stream().flatMapToDouble(Arrays::stream).toArray();
      s.blades(tone(i), 0, 0.25 + 0.08 * i, all);
    }
  }

  /** How many tones a tuft is darker because of others above it. */
  private static double shade(Tuft t, List<Tuft> tufts) {
    long above =
        tufts.stream()
            .filter(o -> Math.abs(o.x() - t.x()) < 0.45 && o.y() > t.y() + 0.25)
            .filter(o -> o.y() < t.y() + 1.3)
            .count();
    return Math.min(2.4, 0.4 * above);
  }

  private static double[] leaf(double x, double y, SplittableRandom random) {
    double turn = random.nextDouble() * 2 * Math.PI;
    double size = 0.05 + 0.035 * random.nextDouble();
    double dx = size * StrictMath.cos(turn);
    double dy = 0.8 * size * StrictMath.sin(turn);
    return new double[] {x - dx, y - dy, 0.034, x + dx, y + dy, 0.012};
  }

  private Skin tone(double number) {
    double step = Math.round(Math.max(0, Math.min(TONES, number)));
    double darkest = blossom ? 0.24 : 0.22;
    return Skin.matt(leaf.times((float) (darkest + (blossom ? 0.085 : 0.105) * step)));
  }
}
