package runflow.engine.raster.figure;

import runflow.engine.scene.Rgb;

/** A lander on four legs, wrapped in gold foil, with a ladder on the side of its facing. */
final class Lander implements Puppet {
  private static final Skin FOIL = new Skin(new Rgb(0.42f, 0.25f, 0.07f), 0, 0.8f);
  private static final Skin HULL = Skin.matt(0.46, 0.45, 0.43);
  private static final Skin DARK = Skin.matt(0.10, 0.10, 0.105);
  private static final Skin STRUT = Skin.matt(0.24, 0.23, 0.22);
  private static final Skin GLASS = new Skin(new Rgb(0.03f, 0.035f, 0.05f), 0, 1);

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    s.shade(-0.4, 0, 3.6, 0.22, 0.75);
    leg(s, -0.9, -1.9, DARK);
    leg(s, 0.9, 1.9, DARK);
    s.limb(DARK, -0.35, 1.15, 0.5, 0.35, 1.15, 0.5);
    s.limb(DARK, 0, 1.0, 0.34, 0, 0.62, 0.52);
    descent(s);
    leg(s, -1.5, -2.9, STRUT);
    leg(s, 1.5, 2.9, STRUT);
    ascent(s);
    ladder(s);
  }

  private static void leg(Sketch s, double hip, double foot, Skin skin) {
    double knee = (hip + foot) / 2;
    s.limb(skin, hip, 2.1, 0.085, foot, 0.2, 0.06);
    s.limb(skin, hip * 0.8, 1.35, 0.05, knee, 1.15, 0.05);
    s.limb(skin, foot - 0.26, 0.07, 0.075, foot + 0.26, 0.07, 0.075);
  }

  private static void descent(Sketch s) {
    s.facing(FOIL, -0.7, 0.35, -1.75, 1.3, -1.75, 2.35, -0.7, 2.45, -0.6, 1.2);
    s.facing(FOIL, 0.05, 0.3, -0.65, 1.2, -0.72, 2.45, 0.75, 2.45, 0.68, 1.2);
    s.facing(FOIL, 0.75, 0.25, 0.65, 1.2, 0.72, 2.45, 1.75, 2.35, 1.75, 1.3);
    s.limb(DARK, -1.75, 2.38, 0.05, 1.75, 2.38, 0.05);
    s.limb(DARK, -1.72, 1.28, 0.04, 1.72, 1.28, 0.04);
  }

  private static void ascent(Sketch s) {
    s.facing(HULL, -0.6, 0.5, -1.3, 2.45, -1.45, 3.2, -0.95, 4.0, -0.4, 4.1, -0.5, 2.45);
    s.facing(HULL, 0.1, 0.45, -0.52, 2.45, -0.42, 4.1, 0.5, 4.1, 0.6, 2.45);
    s.facing(HULL, 0.7, 0.4, 0.58, 2.45, 0.48, 4.1, 1.0, 3.95, 1.4, 3.2, 1.3, 2.45);
    s.panel(DARK, 0.72, 2.5, 0.72, 3.3, 1.18, 3.25, 1.16, 2.5);
    s.panel(GLASS, -0.36, 3.25, -0.18, 3.72, 0.30, 3.72, 0.44, 3.25);
    s.limb(STRUT, -0.7, 4.05, 0.05, -0.7, 5.1, 0.025);
    s.limb(STRUT, 0.55, 4.1, 0.05, 0.62, 4.5, 0.04);
    s.limb(HULL, 0.45, 4.75, 0.10, 0.9, 4.42, 0.10);
    s.ball(Skin.lamp(1.2, 0.3, 0.15), -0.7, 5.12, 0.06);
  }

  /** From the hatch to the foot of the near leg. */
  private static void ladder(Sketch s) {
    s.limb(HULL, 1.25, 2.5, 0.03, 2.55, 0.45, 0.03);
    s.limb(HULL, 1.55, 2.5, 0.03, 2.85, 0.45, 0.03);
    for (int rung = 0; rung < 8; rung++) {
      double k = rung / 7.5;
      double x = 1.25 + 1.3 * k;
      double y = 2.5 - 2.05 * k;
      s.limb(HULL, x, y, 0.022, x + 0.3, y, 0.022);
    }
    s.limb(DARK, 0.95, 2.45, 0.05, 1.6, 2.45, 0.05);
  }
}
