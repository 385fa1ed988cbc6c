package runflow.engine.raster.figure;

/** Things that stand in a room. */
public final class Furniture {
  private Furniture() {}

  /** Flames on a hearth. */
  public static Puppet fire() {
    return new Flames();
  }

  /** An armchair, a small table and a lamp. */
  public static Sketch chair() {
    Sketch s = new Sketch();
    Skin cloth = Skin.matt(0.16, 0.06, 0.04);
    Skin dark = Skin.matt(0.05, 0.028, 0.018);
    Skin brass = Skin.matt(0.4, 0.26, 0.08);
    s.shade(0, 0.02, 0.75, 0.1, 0.8);
    s.shade(0.95, 0.02, 0.4, 0.06, 0.7);
    s.limb(dark, -0.4, 0.02, 0.035, -0.4, 0.25, 0.04);
    s.limb(dark, 0.42, 0.02, 0.035, 0.42, 0.25, 0.04);
    s.limb(cloth, -0.22, 1.0, 0.2, 0.26, 1.0, 0.2);
    s.limb(cloth, -0.25, 0.55, 0.22, 0.28, 0.55, 0.22);
    s.panel(cloth, -0.45, 0.3, -0.42, 1.0, 0.46, 1.0, 0.48, 0.3);
    s.limb(cloth, -0.36, 0.46, 0.13, 0.4, 0.46, 0.13);
    s.limb(cloth, -0.52, 0.3, 0.11, -0.5, 0.62, 0.13);
    s.limb(cloth, 0.55, 0.3, 0.11, 0.53, 0.62, 0.13);
    s.limb(dark, 0.95, 0.02, 0.03, 0.95, 0.55, 0.025);
    s.limb(dark, 0.7, 0.57, 0.025, 1.2, 0.57, 0.025);
    s.limb(Skin.matt(0.2, 0.04, 0.03), 0.72, 0.62, 0.022, 0.95, 0.62, 0.022);
    s.limb(Skin.matt(0.05, 0.08, 0.1), 0.74, 0.665, 0.02, 0.93, 0.665, 0.02);
    s.limb(brass, 1.07, 0.6, 0.05, 1.07, 0.66, 0.02);
    s.limb(brass, 1.07, 0.66, 0.015, 1.07, 0.95, 0.015);
    s.puff(Skin.lamp(0.9, 0.5, 0.18), 1.07, 1.05, 0.7, 0.6, 0.5);
    s.panel(Skin.lamp(1.5, 0.95, 0.45), 0.9, 0.93, 0.98, 1.22, 1.16, 1.22, 1.24, 0.93);
    return s;
  }

  private static final class Flames implements Puppet {
    @Override
    public float speed() {
      return 0;
    }

    @Override
    public void pose(float time, Sketch s) {
      Skin deep = Skin.lamp(0.9, 0.22, 0.03);
      Skin bright = Skin.lamp(1.2, 0.62, 0.14);
      for (int i = 0; i < 9; i++) {
        double x = -0.36 + 0.09 * i;
        double wild = StrictMath.sin(time * (5.1 + 0.6 * i) + i * 2.3);
        double wave = StrictMath.sin(time * (8.3 - 0.5 * i) + i * 1.1);
        double middle = 1 - StrictMath.abs(x) / 0.5;
        double high = (0.16 + 0.34 * middle) * (0.85 + 0.16 * wild);
        double lean = 0.035 * wave;
        s.puff(deep, x + lean, 0.14 + high * 0.55, 0.11, high * 0.75, 0.55);
        s.puff(bright, x + lean * 0.4, 0.14 + high * 0.32, 0.065, high * 0.42, 0.7);
      }
    }
  }
}
