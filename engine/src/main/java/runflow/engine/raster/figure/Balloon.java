package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A hot-air balloon in stripes. */
final class Balloon implements Puppet {
  private static final int GORES = 9;
  private static final int RINGS = 14;

  private final Rgb first;
  private final Rgb second;

  Balloon(Rgb first, Rgb second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public float speed() {
    return 0.7f;
  }

  @Override
  public void pose(float time, Sketch s) {
    double y = 0.5 * Bones.sin(time * 0.07);
    double flame = 0.5 + 0.5 * Bones.sin(time * 0.33);
    for (int gore = 0; gore < GORES; gore++) {
      stripe(s, gore, y);
    }
    for (double x : new double[] {-0.8, 0.8}) {
      s.limb(Skin.matt(0.05, 0.04, 0.03), x * 1.5, y + 4.4, 0.04, x * 0.8, y + 1.6, 0.04);
    }
    s.puff(Skin.lamp(1.5, 0.75, 0.2), 0, y + 3.2, 0.9, 1.5, 0.5 * flame * flame);
    s.panel(Skin.matt(0.20, 0.11, 0.055), -0.8, y + 0.2, -0.9, y + 1.7, 0.9, y + 1.7, 0.8, y + 0.2);
    s.limb(Skin.matt(0.3, 0.18, 0.09), -0.9, y + 1.7, 0.1, 0.9, y + 1.7, 0.1);
    s.ball(Outfit.HAIR, -0.3, y + 2.3, 0.17);
    s.limb(Outfit.HAIR, -0.3, y + 1.7, 0.2, -0.3, y + 2.05, 0.15);
  }

  private void stripe(Sketch s, int gore, double y) {
    double left = edge(gore);
    double right = edge(gore + 1);
    double[] outline = new double[4 * (RINGS + 1)];
    for (int i = 0; i <= RINGS; i++) {
      double v = i / (double) RINGS;
      double wide = width(v);
      double up = y + 4.2 + 15.5 * v;
      outline[2 * i] = left * wide;
      outline[2 * i + 1] = up;
      outline[2 * (2 * RINGS + 1 - i)] = right * wide;
      outline[2 * (2 * RINGS + 1 - i) + 1] = up;
    }
    Rgb colour = gore % 2 == 0 ? first : second;
    s.facing(Skin.matt(colour), (left + right) / 2, 0.35, outline);
  }

  /** Where a seam runs, -1 at the left rim and 1 at the right one. */
  private static double edge(int gore) {
    return -StrictMath.cos(Math.PI * gore / GORES);
  }

  private static double width(double v) {
    double u = (v - 0.62) / (v < 0.62 ? 0.66 : 0.38);
    return 0.6 + 6.9 * StrictMath.sqrt(Math.max(0, 1 - u * u)) * (v < 0.5 ? 0.35 + 1.3 * v : 1);
  }
}
