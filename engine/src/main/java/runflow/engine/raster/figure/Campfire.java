package runflow.engine.raster.figure;

/** A fire of logs within a ring of stones, in the open. */
final class Campfire implements Puppet {
  private static final Skin LOG = Skin.matt(0.075, 0.045, 0.028);
  private static final Skin STONE = Skin.matt(0.14, 0.13, 0.125);

  private final Puppet flames = Furniture.fire();

  @Override
  public float speed() {
    return 0;
  }

  @Override
  public void pose(float time, Sketch s) {
    s.puff(Skin.lamp(0.85, 0.36, 0.08), 0, 0.12, 2.6, 0.55, 0.55);
    for (int i = -2; i <= 2; i++) {
      s.ball(STONE, i * 0.27, 0.16, 0.10);
    }
    s.limb(LOG, -0.42, 0.10, 0.075, 0.30, 0.30, 0.06);
    s.limb(LOG, 0.42, 0.10, 0.075, -0.28, 0.32, 0.06);
    flames.pose(time, s);
    s.limb(LOG, -0.30, 0.06, 0.07, 0.36, 0.09, 0.065);
    for (int i = -3; i <= 3; i++) {
      s.ball(STONE, i * 0.19, 0.03 + 0.02 * (i & 1), 0.095);
    }
    smoke(time, s);
  }

  private static void smoke(float time, Sketch s) {
    Skin grey = Skin.matt(0.20, 0.19, 0.18);
    double rate = 1.3;
    double newest = StrictMath.floor(time * rate);
    for (int i = 6; i >= 0; i--) {
      double n = newest - i;
      double age = (time * rate - n) / rate;
      double fade = Math.min(1, age * 1.5) * Math.max(0, 1 - age / 5.4);
      double x = 0.12 * age + 0.12 * StrictMath.sin(n * 2.1 + age);
      s.puff(grey, x, 0.9 + 0.75 * age, 0.16 + 0.2 * age, 0.2 + 0.2 * age, 0.13 * fade);
    }
  }
}
