package runflow.engine.raster.figure;

/** A lighthouse on a rock, whose beam goes around. */
final class Lighthouse implements Puppet {
  private static final Skin ROCK = Skin.matt(0.075, 0.07, 0.068);
  private static final Skin WHITE = Skin.matt(0.62, 0.60, 0.57);
  private static final Skin RED = Skin.matt(0.38, 0.05, 0.04);
  private static final double ROUND = 5;

  private final boolean lit;

  Lighthouse(boolean lit) {
    this.lit = lit;
  }

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    if (lit) {
      beam(time, s);
    }
    s.facing(
        ROCK, -0.4, 0.5, -13, -0.6, -10.5, 1.2, -7.5, 1.7, -5.2, 3.6, -2.6, 4.1, 2.4, 3.7, 4.3, 2.2,
        7.4, 1.5, 10, -0.6);
    s.facing(ROCK, 0.5, 0.3, -2.6, 4.1, 2.4, 3.7, 4.3, 2.2, 7.4, 1.5, 10, -0.6, -0.5, -0.6);
    for (int band = 0; band < 6; band++) {
      double y = 3.6 + band * 2.4;
      double r = 1.75 - band * 0.14;
      s.limb(band % 2 == 0 ? WHITE : RED, 0, y + 0.7, r, 0, y + 1.9, r - 0.1);
    }
    s.limb(Skin.matt(0.06, 0.06, 0.065), -1.5, 18.6, 0.2, 1.5, 18.6, 0.2);
    s.panel(lit ? Skin.lamp(1.7, 1.4, 0.85) : WHITE, -0.7, 18.7, -0.7, 20.2, 0.7, 20.2, 0.7, 18.7);
    s.limb(RED, 0, 20.4, 0.85, 0, 21.1, 0.25);
    s.panel(Skin.matt(0.04, 0.04, 0.05), -0.3, 8.0, -0.3, 9.1, 0.3, 9.1, 0.3, 8.0);
  }

  private static void beam(float time, Sketch s) {
    double turn = time / ROUND;
    double side = StrictMath.cos(2 * Math.PI * turn);
    double front = Bones.sin(turn);
    double reach = 62 * side;
    Skin light = Skin.lamp(1.2, 1.05, 0.75);
    for (int i = 11; i >= 1; i--) {
      double k = i / 11.0;
      s.puff(
          light,
          reach * k,
          19.4 + 1.2 * k,
          4 + 6 * k * Math.abs(side),
          0.7 + 2.6 * k,
          0.16 * (1 - 0.75 * k) * Math.abs(side));
    }
    double flash = Math.max(0, -front);
    double shine = 0.55 + 0.4 * flash * flash * flash;
    s.puff(light, 0, 19.4, 2.6 + 4 * flash * flash, 2.6 + 4 * flash * flash, shine);
  }
}
