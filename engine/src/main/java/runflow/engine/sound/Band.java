package runflow.engine.sound;

/** A state-variable filter: one sample in, its low, middle and high parts out. */
final class Band {
  float low;
  float middle;
  float high;

  /** The centre that was asked for last, and the factor that goes with it. */
  private double tuned = -1;

  private float factor;

  /**
   * Takes a sample.
   *
   * @param hertz centre of the band
   * @param damp 2 for a wide band, towards 0 for a narrow one
   */
  void take(float sample, double hertz, float damp) {
    if (hertz != tuned) {
      tuned = hertz;
      factor = 2 * Sine.turns(Math.min(7000, hertz) / (2.0 * Track.RATE));
    }
    high = sample - low - damp * middle;
    middle += factor * high;
    low += factor * middle;
  }
}
