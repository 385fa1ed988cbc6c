package runflow.engine.raster.figure;

import java.util.SplittableRandom;

/** A coconut palm: a bent trunk, and a crown of fronds that sway. */
final class Palm implements Puppet {
  private static final int FRONDS = 11;
  private static final int LEAFLETS = 15;
  private static final int BLADE = Part.Blades.BLADE;
  private static final Coat BARK =
      new Coat(Skin.matt(0.135, 0.105, 0.078), Skin.matt(0.075, 0.056, 0.042));
  private static final Skin NUT = Skin.matt(0.075, 0.05, 0.022);
  private static final Skin[] LEAVES = {
    Skin.matt(0.045, 0.098, 0.026), Skin.matt(0.056, 0.118, 0.03), Skin.matt(0.074, 0.135, 0.034)
  };
  private static final Skin[] BACK = {
    Skin.matt(0.03, 0.062, 0.018), Skin.matt(0.038, 0.075, 0.02), Skin.matt(0.045, 0.085, 0.022)
  };
  private static final Skin DRY = Skin.matt(0.17, 0.125, 0.05);

  private final double lean;
  private final double wind;
  private final long salt;

  /**
   * A palm.
   *
   * @param lean metres that the crown is before the root
   * @param wind how strongly it sways; 1 in a breeze
   */
  Palm(double lean, double wind, long salt) {
    this.lean = lean;
    this.wind = wind;
    this.salt = salt;
  }

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch sketch) {
    SplittableRandom random = new SplittableRandom(salt);
    double tall = 6.3 + 1.6 * random.nextDouble();
    sketch.shade(0.3, 0, 1.5, 0.16, 0.45);
    Frond[] fronds = new Frond[FRONDS];
    for (int i = 0; i < FRONDS; i++) {
      double around = (i + 0.6 * random.nextDouble()) / FRONDS;
      double young = random.nextDouble();
      fronds[i] = new Frond(around, young, random.nextDouble());
    }
    double x = lean;
    fronds(sketch, fronds, x, tall, false);
    trunk(sketch, tall);
    for (int i = 0; i < 5; i++) {
      sketch.ball(NUT, x - 0.22 + 0.11 * i, tall - 0.16 - 0.07 * (i % 2), 0.12);
    }
    fronds(sketch, fronds, x, tall, true);
  }

  /** How the air moves: slow swells and a flutter, of any phase. */
  private static double gust(double time, double phase) {
    return 0.6 * Bones.sin(0.19 * time + 0.13 * phase)
        + 0.4 * Bones.sin(0.43 * time + phase)
        + 0.15 * Bones.sin(1.1 * time + 1.7 * phase);
  }

  /** The trunk bends with the air, and the crown more; rows of leaves flutter after each other. */
  @Override
  public double sway(float time, double up) {
    double high = Math.max(0, up / 7);
    double phase = salt % 7;
    double bend = 0.17 * gust(time, phase) * high * high;
    double flutter = 0.022 * Bones.sin(1.3 * time + 0.45 * up + phase);
    return wind * (bend + flutter * Math.min(1, high * high * high));
  }

  private void trunk(Sketch sketch, double tall) {
    int rings = 26;
    double[][] sections = new double[rings + 1][];
    for (int i = 0; i <= rings; i++) {
      double t = i / (double) rings;
      double bow = lean * (1.5 * t - 0.5 * t * t) - 0.12 * lean * Bones.sin(t / 2);
      double radius = 0.115 + 0.08 * StrictMath.exp(-11 * t) - 0.015 * t;
      double notch = i % 2 == 0 ? 0 : 0.012;
      sections[i] = new double[] {bow, (tall - 0.14) * t + 0.14, radius - notch, i % 2 * 0.7, 1};
    }
    sketch.form(BARK, 0, sections);
  }

  /**
   * A frond.
   *
   * @param around where it points: 0 to the right, a quarter away from the camera
   * @param young 1 for one that still stands up, 0 for one that hangs
   * @param draw a number of its own, 0 to 1
   */
  private record Frond(double around, double young, double draw) {}

  private void fronds(Sketch sketch, Frond[] fronds, double x, double y, boolean near) {
    for (Frond frond : fronds) {
      boolean front = Bones.sin(frond.around) < 0.15;
      if (front == near) {
        frond(sketch, frond, x, y, near);
      }
    }
  }

  private void frond(Sketch sketch, Frond f, double x, double y, boolean near) {
    double across = Bones.sin(f.around + 0.25);
    double deep = Bones.sin(f.around);
    double length = 3.0 + 0.9 * f.draw;
    double rise = -0.15 + 1.05 * f.young;
    double droop = 0.75 + 0.45 * (1 - f.young);
    double ahead = 0.5 + 0.35 * f.young;
    boolean dry = f.young < 0.12 && !near;
    Skin skin = dry ? DRY : (near ? LEAVES : BACK)[(int) (2.999 * f.draw)];
    double flat = 1 / StrictMath.sqrt(1 + rise * rise);
    double[][] halves = {new double[LEAFLETS * BLADE], new double[2 * LEAFLETS * BLADE]};
    double beforeX = x;
    double beforeY = y;
    for (int i = 1; i <= LEAFLETS; i++) {
      double t = i / (double) LEAFLETS;
      double out = length * flat * (t - 0.22 * t * t);
      double nx = x + across * out;
      double ny = y + length * (flat * rise * t - droop * t * t * 0.62);
      double thick = 0.042 * (1.06 - t);
      int at = BLADE * (i - 1);
      put(halves[1], LEAFLETS * BLADE + at, beforeX, beforeY, thick + 0.003, nx, ny, thick);
      double size = 0.95 * StrictMath.pow(StrictMath.sin(Math.PI * (0.12 + 0.80 * t)), 0.7);
      double dx = nx - beforeX;
      double dy = ny - beforeY;
      double way = Math.max(0.01, StrictMath.sqrt(dx * dx + dy * dy));
      for (int half = 0; half < 2; half++) {
        // Seen from the side, the leaflets of both halves hang; seen along the rib, they spread.
        double side = 2 * half - 1;
        double lx = size * (ahead * dx / way - (1.25 - ahead) * side * deep);
        double ly = size * (ahead * dy / way - 0.42 + 0.22 * side * across);
        put(halves[half], at, nx, ny, 0.05, nx + lx, ny + ly, 0.002);
      }
      beforeX = nx;
      beforeY = ny;
    }
    sketch.blades(skin, -0.4 * deep, near ? 0.15 : -0.1, halves[0]);
    sketch.blades(skin, 0.4 * deep, 0.6, halves[1]);
  }

  private static void put(double[] to, int at, double... blade) {
    System.arraycopy(blade, 0, to, at, blade.length);
  }
}
