package runflow.engine.sound;

/** A state-variable filter: one sample in, its low, middle and high parts out. */
final class Band {
  float low;
  float middle;
  float high;

  /**
   * Takes a sample.
   *
   * @param hertz centre of the band
   * @param damp 2 for a wide band, towards 0 for a narrow one
   */
  void take(float sample, double hertz, float damp) {
    float f = 2 * Sine.turns(Math.min(7000, hertz) / (2.0 * Track.RATE));
    high = sample - low - damp * middle;
    middle += f * high;
    low += f * middle;
  }
}
