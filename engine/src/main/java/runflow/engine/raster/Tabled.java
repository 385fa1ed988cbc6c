package runflow.engine.raster;

/** A slow function of a length in metres, as a table. Immutable and safe to share. */
final class Tabled {
  private static final int STEPS = 128;

  /** A function from a length in metres. */
  interface Function {
    float at(float metres);
  }

  private final float[] values;

  /** The function from zero to the longest length; outside of that it stays as it is there. */
  Tabled(float longest, Function function) {
    values = new float[(int) (longest * STEPS) + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.at((float) i / STEPS);
    }
  }

  float at(float metres) {
    int step = (int) (metres * STEPS + 0.5f);
    return values[Math.max(0, Math.min(values.length - 1, step))];
  }
}
