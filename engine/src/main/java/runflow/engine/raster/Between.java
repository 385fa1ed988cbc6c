package runflow.engine.raster;

/**
 * A place between two rows of samples, or between each sample of a row and the next.
 *
 * @param above where the one row begins
 * @param below where the other row begins
 * @param top share of the one row
 * @param low share of the other row
 */
@SuppressWarnings("ArrayRecordComponent")
record Between(short[] source, int above, int below, float top, float low) {
  /** A place between two rows of samples {@code width} wide, which are multiplied by a unit. */
  static Between rows(short[] source, int width, float place, float unit) {
    int row = (int) place;
    float low = (place - row) * unit;
    int above = row * width;
    return new Between(source, above, above + width, unit - low, low);
  }

  /** Writes the samples there, in a loop without choices that C2 turns into vector code. */
  void write(int from, int to, float[] out) {
    for (int i = from; i < to; i++) {
      out[i] = source[above + i] * top + source[below + i] * low;
    }
  }
}
