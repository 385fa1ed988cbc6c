package runflow.engine.raster.figure;

/** Somebody who goes, and the dust that each step leaves behind. */
final class Dusty implements Puppet {
  /** Seconds that a cloud is seen. */
  private static final double LIFE = 1.7;

  /** Seconds from one cloud to the next. */
  private static final double BEAT = 0.16;

  private final Puppet puppet;
  private final Skin dust;

  Dusty(Puppet puppet, Skin dust) {
    this.puppet = puppet;
    this.dust = dust;
  }

  @Override
  public float speed() {
    return puppet.speed();
  }

  @Override
  public void pose(float time, Sketch sketch) {
    puppet.pose(time, sketch);
    double age = time - BEAT * StrictMath.floor(time / BEAT);
    long number = Math.round((time - age) / BEAT);
    for (; age < LIFE; age += BEAT, number--) {
      double draw = 0.5 + 0.5 * StrictMath.sin(number * 2.399);
      double grown = StrictMath.sqrt(age / LIFE);
      double radius = 0.10 + (0.45 + 0.3 * draw) * grown;
      double rest = 1 - age / LIFE;
      sketch.puff(
          dust,
          -0.35 - 0.3 * draw - puppet.speed() * 0.88 * age,
          0.04 + (0.22 + 0.3 * draw) * grown,
          radius * 1.35,
          radius * 0.75,
          0.8 * rest * rest);
    }
  }
}
