package runflow.engine.raster.figure;

/** Birds that fly together, each with its own beat of the wings and times of gliding. */
final class Flock implements Puppet {
  private static final Skin BODY = Skin.matt(0.07, 0.07, 0.08);

  private final int count;
  private final double spread;
  private final double salt;

  Flock(int count, double spread, double salt) {
    this.count = count;
    this.spread = spread;
    this.salt = salt;
  }

  @Override
  public float speed() {
    return 5.5f;
  }

  @Override
  public void pose(float time, Sketch sketch) {
    for (int i = 0; i < count; i++) {
      double a = 0.5 + 0.5 * StrictMath.sin(i * 12.9898 + salt);
      double b = 0.5 + 0.5 * StrictMath.sin(i * 78.233 + salt * 1.7);
      int rank = (i + 1) / 2;
      double side = i % 2 == 0 ? 1 : -1;
      double x = -rank * 1.5 * spread - a * spread + 0.4 * Bones.sin(time * 0.13 + a);
      double y = side * rank * 0.62 * spread * 0.6 + b * spread * 0.9;
      y += 0.25 * Bones.sin(time * 0.21 + b);
      bird(sketch, time * (1.9 + 0.5 * a) + 7 * b, time * 0.15 + a, x, y);
    }
  }

  private static void bird(Sketch sketch, double beat, double glide, double x, double y) {
    double still = 0.5 + 0.5 * Bones.sin(glide);
    double flap = (0.25 + 0.75 * still) * Bones.sin(beat);
    double tip = (0.25 + 0.75 * still) * Bones.sin(beat - 0.14);
    double lift = -0.05 * flap;
    sketch.limb(BODY, x - 0.22, y + lift, 0.035, x + 0.2, y + lift + 0.02, 0.06);
    sketch.limb(BODY, x + 0.2, y + lift + 0.03, 0.05, x + 0.32, y + lift + 0.05, 0.028);
    for (double side : new double[] {-1, 1}) {
      double ex = x + 0.04 + side * 0.34;
      double ey = y + lift + 0.10 + 0.30 * flap;
      double wx = ex + side * 0.40 - 0.06;
      double wy = ey + 0.34 * tip - 0.03;
      sketch.limb(BODY, x + 0.05, y + lift + 0.03, 0.05, ex, ey, 0.05);
      sketch.limb(BODY, ex, ey, 0.048, wx, wy, 0.012);
    }
  }
}
