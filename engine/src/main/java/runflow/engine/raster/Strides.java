package runflow.engine.raster;

/**
 * Reads a line of samples that meets itself in even steps, one for each column, mixed from the two
 * samples beside it. Three loops, since the one that reads from all over the line would keep the
 * others from becoming vector code; and so would counting columns instead of reading their numbers.
 * Reused; not thread-safe.
 */
final class Strides {
  /** Fractions of a sample in which places are counted, as a power of two. */
  static final int BITS = 16;

  private static final int ONE = 1 << BITS;

  private final int[] columns;
  private final int[] places;
  private final float[] before;
  private final float[] after;

  Strides(int width) {
    columns = new int[width];
    for (int i = 0; i < width; i++) {
      columns[i] = i;
    }
    places = new int[width];
    before = new float[width];
    after = new float[width];
  }

  /**
   * Finds what columns see of a line.
   *
   * @param line a power of two of samples, and at its end the first once more
   * @param first place of column 0, in fractions of a sample
   * @param by places from one column to the next
   */
  void read(float[] line, int size, int first, int by, int from, int to) {
    int[] number = columns;
    int[] place = places;
    for (int i = from; i < to; i++) {
      place[i] = first + number[i] * by;
    }
    int mask = size - 1;
    float[] here = before;
    float[] next = after;
    for (int i = from; i < to; i++) {
      int k = (place[i] >>> BITS) & mask;
      here[i] = line[k];
      next[i] = line[k + 1];
    }
  }

  /** Writes what was read. */
  void write(float[] out, int from, int to) {
    int[] place = places;
    float[] here = before;
    float[] next = after;
    for (int i = from; i < to; i++) {
      float a = here[i];
      out[i] = a + (next[i] - a) * ((place[i] & (ONE - 1)) * (1f / ONE));
    }
  }

  /** Adds what was read to what is there. */
  void add(float[] out, int from, int to) {
    int[] place = places;
    float[] here = before;
    float[] next = after;
    for (int i = from; i < to; i++) {
      float a = here[i];
      out[i] += a + (next[i] - a) * ((place[i] & (ONE - 1)) * (1f / ONE));
    }
  }
}
