package runflow.engine.raster.figure;

/** The steam of a {@link Train}. */
final class Steam implements Puppet {
  private static final Skin LIT = Skin.matt(0.36, 0.355, 0.35);
  private static final Skin SHADED = Skin.matt(0.15, 0.15, 0.16);

  @Override
  public float speed() {
    return Train.SPEED;
  }

  /** First what is in shadow: puffs of one skin in a row are laid at once. */
  @Override
  public void pose(float time, Sketch s) {
    puffs(s, time, false);
    puffs(s, time, true);
  }

  private void puffs(Sketch s, float time, boolean lit) {
    double rate = 3.6;
    double newest = StrictMath.floor(time * rate);
    for (int i = 34; i >= 0; i--) {
      double n = newest - i;
      if ((n % 2 == 0) != lit) {
        continue;
      }
      double age = (time * rate - n) / rate;
      double wobble = StrictMath.sin(n * 2.4);
      double grow = StrictMath.sqrt(age);
      double fade = Math.max(0, 1 - age / 9.6);
      double x = 4.7 - age * speed() * 0.93 + 0.3 * wobble;
      double y = 4.05 + 2.0 * grow + 0.35 * wobble;
      double in = Math.min(1, age * 14);
      double above = lit ? 0.12 + 0.10 * grow : 0;
      double wide = 0.45 + 1.4 * grow;
      double high = 0.42 + 1.0 * grow;
      s.puff(lit ? LIT : SHADED, x, y + above, wide, high, 0.62 * fade * in);
    }
  }
}
