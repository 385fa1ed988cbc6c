package runflow.engine.raster.figure;

/** A house with a gable, a chimney whose smoke moves, and windows that are lit in the dark. */
final class House implements Puppet {
  private final boolean snow;
  private final boolean lit;
  private final double salt;

  House(boolean snow, boolean lit, double salt) {
    this.snow = snow;
    this.lit = lit;
    this.salt = salt;
  }

  @Override
  public float speed() {
    return 0;
  }

  /** The smoke alone; what stands still is {@link #built}. */
  @Override
  public void pose(float time, Sketch s) {
    smoke(time, s);
  }

  /** Walls, roof, windows, and their light on the ground before them. */
  Sketch built() {
    Sketch s = new Sketch();
    double warm = 0.5 + 0.5 * StrictMath.sin(salt * 3.1);
    Skin wall = Skin.matt(0.22 + 0.12 * warm, 0.18 + 0.07 * warm, 0.13 + 0.05 * warm);
    Skin shady = Skin.matt(wall.colour().times(0.62f));
    Skin roof = snow ? Skin.matt(0.78, 0.81, 0.86) : Skin.matt(0.15 + 0.05 * warm, 0.075, 0.05);
    Skin pane = lit ? Skin.lamp(1.5, 0.85, 0.3) : Skin.matt(0.06, 0.075, 0.09);
    s.shade(0, 0, 5.4, 0.25, 0.5);
    s.panel(shady, 2.0, 4.6, 2.0, 6.1, 2.6, 6.1, 2.6, 4.6);
    s.facing(wall, 0.3, 0.05, -1.4, -0.4, -1.4, 2.9, 4.1, 2.9, 4.1, -0.4);
    s.facing(shady, -0.75, 0.05, -4.0, -0.4, -4.0, 2.9, -2.7, 4.95, -1.4, 2.9, -1.4, -0.4);
    s.facing(roof, 0.2, 0.75, -1.5, 2.8, -2.75, 5.1, 2.9, 5.1, 4.4, 2.75);
    s.limb(roof, -4.15, 2.75, 0.1, -2.75, 5.1, 0.1);
    window(s, pane, -3.2, 1.3);
    window(s, pane, -0.4, 1.2);
    window(s, pane, 2.7, 1.2);
    s.panel(Skin.matt(0.08, 0.05, 0.035), 0.9, -0.4, 0.9, 1.9, 1.8, 1.9, 1.8, -0.4);
    if (lit) {
      s.puff(Skin.lamp(0.9, 0.45, 0.14), -0.1, 1.2, 2.2, 1.6, 0.30);
      s.puff(Skin.lamp(0.9, 0.45, 0.14), 3.0, 1.2, 1.9, 1.5, 0.26);
    }
    if (lit) {
      s.puff(Skin.lamp(0.9, 0.48, 0.16), -2.7, -1.0, 2.6, 0.75, 0.34);
      s.puff(Skin.lamp(0.9, 0.48, 0.16), 0.6, -1.1, 3.0, 0.85, 0.42);
      s.puff(Skin.lamp(0.9, 0.48, 0.16), 3.1, -1.0, 2.4, 0.7, 0.34);
    }
    return s;
  }

  private static void window(Sketch s, Skin pane, double x, double y) {
    Skin frame = Skin.matt(0.1, 0.07, 0.05);
    s.panel(pane, x, y, x, y + 1.0, x + 0.85, y + 1.0, x + 0.85, y);
    s.limb(frame, x + 0.42, y, 0.035, x + 0.42, y + 1, 0.035);
    s.limb(frame, x, y + 0.5, 0.03, x + 0.85, y + 0.5, 0.03);
  }

  private void smoke(float time, Sketch s) {
    Skin grey = Skin.matt(0.5, 0.5, 0.52);
    double rate = 0.9;
    double newest = StrictMath.floor(time * rate + salt);
    for (int i = 9; i >= 0; i--) {
      double age = (time * rate + salt - (newest - i)) / rate;
      double fade = Math.max(0, 1 - age / 10.8) * Math.min(1, age);
      double drift = 0.25 * age + 0.2 * StrictMath.sin((newest - i) * 2.1 + age * 0.4);
      s.puff(grey, 2.3 + drift, 6.2 + 0.62 * age, 0.28 + 0.16 * age, 0.34 + 0.14 * age, 0.3 * fade);
    }
  }
}
