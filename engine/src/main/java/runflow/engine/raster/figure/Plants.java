package runflow.engine.raster.figure;

import java.util.SplittableRandom;
import runflow.engine.scene.Rgb;

/** The plants of a garden around one flower; a tenth of the picture's shorter side is a unit. */
public final class Plants {
  private static final Skin STEM = Skin.matt(0.085, 0.15, 0.04);

  private final long seed;
  private final Rgb flower;

  public Plants(long seed, Rgb flower) {
    this.seed = seed;
    this.flower = flower;
  }

  /** The flower's own stem and leaves, from its heart downwards. */
  public Sketch stem() {
    Sketch s = new Sketch();
    s.limb(STEM, 0.1, -9, 0.17, 0.35, -5, 0.16);
    s.limb(STEM, 0.35, -5, 0.16, 0.2, -2.6, 0.15);
    s.limb(STEM, 0.2, -2.6, 0.15, 0, -0.4, 0.2);
    leaf(s, 0.3, -3.4, 2.9, 0.62, 1);
    leaf(s, 0.25, -4.4, 2.6, 2.62, 0.85);
    for (int i = -2; i <= 2; i++) {
      s.limb(STEM, 0, -0.5, 0.2, i * 0.34, -0.1 - 0.05 * i * i, 0.04);
    }
    return s;
  }

  private static void leaf(Sketch s, double x, double y, double length, double turn, double tone) {
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double[] outline = new double[36];
    double[] half = new double[36];
    for (int i = 0; i < 9; i++) {
      double t = i / 8.0;
      double w = 0.24 * length * StrictMath.sin(Math.PI * StrictMath.pow(t, 0.8));
      double droop = -0.22 * length * t * t;
      double cx = x + cos * length * t;
      double cy = y + sin * length * t + droop;
      outline[2 * i] = cx - sin * w;
      outline[2 * i + 1] = cy + cos * w;
      outline[34 - 2 * i] = cx + sin * w;
      outline[35 - 2 * i] = cy - cos * w;
      half[2 * i] = cx;
      half[2 * i + 1] = cy;
      half[34 - 2 * i] = outline[34 - 2 * i];
      half[35 - 2 * i] = outline[35 - 2 * i];
    }
    s.facing(Skin.matt(0.09 * tone, 0.165 * tone, 0.04 * tone), -0.3 * cos, 0.8, outline);
    s.facing(Skin.matt(0.06 * tone, 0.115 * tone, 0.03 * tone), 0.2 * cos, 0.35, half);
  }

  /** Flowers and leaves a little behind, out of focus. */
  public Sketch behind() {
    Sketch s = new Sketch();
    SplittableRandom random = new SplittableRandom(seed * 3 + 1);
    for (int i = 0; i < 26; i++) {
      double x = random.nextDouble() * 22 - 11;
      double high = 1.2 + 4.4 * random.nextDouble() * random.nextDouble();
      double tone = 0.5 + 0.5 * random.nextDouble();
      Skin green = Skin.matt(0.075 * tone, 0.14 * tone, 0.035 * tone);
      for (int k = 0; k < 9; k++) {
        s.puff(green, x + 0.06 * k, high * (k + 0.5) / 9, 0.34, high * 0.16, 0.5);
      }
      s.puff(green, x + 0.8, high * 0.5, 1.3, 0.55, 0.6);
      Skin petal = Skin.matt(flower.times((float) (0.55 + 0.5 * tone)));
      s.puff(petal, x + 0.5, high + 0.1, 0.95, 0.72, 0.8);
      s.puff(petal, x + 0.35, high + 0.3, 0.55, 0.42, 0.6);
    }
    return s;
  }

  /** Leaves and petals close to the camera, far out of focus. */
  public Sketch before() {
    Sketch s = new Sketch();
    SplittableRandom random = new SplittableRandom(seed * 5 + 2);
    for (int i = 0; i < 16; i++) {
      double edge = i % 2 == 0 ? -1 : 1;
      double x = edge * (5.6 + 4.5 * random.nextDouble());
      double y = 1.6 * random.nextDouble() - 0.9;
      double tone = 0.25 + 0.3 * random.nextDouble();
      s.puff(
          Skin.matt(0.08 * tone, 0.15 * tone, 0.035 * tone),
          x,
          y,
          2.2,
          1.5 + random.nextDouble(),
          0.85);
    }
    for (int i = 0; i < 3; i++) {
      double x = 6.2 + 2.4 * random.nextDouble();
      s.puff(Skin.matt(flower.times(0.4f)), x, 1.4 + random.nextDouble(), 1.3, 1.0, 0.7);
    }
    return s;
  }
}
