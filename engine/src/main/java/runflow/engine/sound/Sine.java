package runflow.engine.sound;

/** A sine from a table, so that every machine hears the same. */
final class Sine {
  private static final int STEPS = 8192;
  private static final float[] TABLE = new float[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      TABLE[i] = (float) StrictMath.sin(2 * Math.PI * i / STEPS);
    }
  }

  private Sine() {}

  /** The sine of a number of whole turns. */
  static float turns(double turns) {
    double in = (turns - Math.floor(turns)) * STEPS;
    int i = Math.min(STEPS - 1, (int) in);
    return TABLE[i] + (TABLE[i + 1] - TABLE[i]) * (float) (in - i);
  }

  /** e to the power of a number that is not positive. */
  static float fade(double x) {
    if (x < -30) {
      return 0;
    }
    double t = 1 + x / 1024;
    for (int i = 0; i < 10; i++) {
      t *= t;
    }
    return (float) t;
  }
}
