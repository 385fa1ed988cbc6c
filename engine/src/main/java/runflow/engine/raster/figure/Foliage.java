package runflow.engine.raster.figure;

/** Leaves or petals in the air of a picture, of which so many metres are seen. */
final class Foliage implements Puppet {
  private static final int COUNT = 46;

  private final Skin[] skins;
  private final double wide;
  private final double high;
  private final boolean petals;
  private final double salt;

  Foliage(Skin[] skins, double wide, double high, boolean petals, double salt) {
    this.skins = skins.clone();
    this.wide = wide + 2;
    this.high = high + 2;
    this.petals = petals;
    this.salt = salt;
  }

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    for (int i = 0; i < COUNT; i++) {
      double a = part(i * 0.7548776662 + salt * 0.013);
      double b = part(i * 0.5698402910 + salt * 0.029);
      double near = 0.35 + 0.9 * a * a * a;
      double fall = part(b + time * (petals ? 0.055 : 0.075) * (0.6 + near * 0.6));
      double x = part(a + 0.37 * b + time * 0.02 * near) * wide - 1;
      x += (0.25 + 0.2 * b) * StrictMath.sin(time * (0.9 + 0.6 * a) + i);
      double y = high * (1 - fall) - 1;
      double turn = time * (0.9 + 1.3 * b) + i * 1.7;
      double tilt = StrictMath.cos(time * (1.7 + a) + i * 2.1);
      leaf(
          s,
          new double[] {x, y, turn, tilt},
          (petals ? 0.085 : 0.13) * near,
          skins[i % skins.length]);
    }
  }

  private static void leaf(Sketch s, double[] at, double size, Skin skin) {
    double cos = StrictMath.cos(at[2]);
    double sin = StrictMath.sin(at[2]);
    double thin = 0.12 + 0.5 * StrictMath.abs(at[3]);
    double[] outline = new double[16];
    for (int i = 0; i < 8; i++) {
      double u = i < 4 ? -1 + i * 0.667 : 1 - (i - 4) * 0.667;
      double v = (i < 4 ? 1 : -1) * thin * (1 - u * u) + 0.12 * u * u;
      outline[2 * i] = at[0] + (u * cos - v * sin) * size;
      outline[2 * i + 1] = at[1] + (u * sin + v * cos) * size;
    }
    // Light shines through it, so that it is bright whichever side it shows.
    s.facing(skin, 0.3 * at[3] * sin, 0.55 + 0.4 * StrictMath.abs(at[3]), outline);
  }

  private static double part(double v) {
    return v - StrictMath.floor(v);
  }
}
