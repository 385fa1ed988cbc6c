package runflow.engine.raster;

import java.util.Arrays;

/**
 * Rows of one plane of a coarse plate that keeps its size, with a sample for each column of the
 * picture. They are found once, and a frame only shifts them. Not thread-safe.
 */
final class Expanded {
  private final Stretched.Source source;

  /** Samples of the plate from one column of the picture to the next. */
  private float step = Float.NaN;

  /** Samples of a row. */
  private int width;

  /** Each sample in the upper half, with the next one added. */
  private int[] pairs = new int[0];

  private boolean[] known = new boolean[0];

  /**
   * Where a row is moved to the columns that show it, because only then its loop is vector code.
   */
  private int[] room = new int[0];

  Expanded(Stretched.Source source) {
    this.source = source;
  }

  /** Writes what columns of the picture show of a row. */
  void write(int number, Placement placement, float[] out, int first, int last) {
    size(placement.step());
    if (!known[number]) {
      known[number] = true;
      expand(number);
    }
    int row = number * width;
    float start = placement.firstColumn() / step;
    int ahead = Maths.floor(start);
    int from = Math.min(last, Math.max(first, -ahead));
    int to = Math.max(from, Math.min(last, width - 1 - ahead));
    if (from < to) {
      shift(row + ahead, start - ahead, out, from, to);
    }
    Arrays.fill(out, first, from, sample(row) * source.unit());
    Arrays.fill(out, to, last, sample(row + width - 1) * source.unit());
  }

  /** Forgets all rows if they were found for another size. */
  private void size(float newStep) {
    if (newStep != step) {
      step = newStep;
      width = (int) ((source.width() - 1) / step) + 1;
      int rows = source.samples().length / source.width();
      pairs = new int[rows * width];
      known = new boolean[rows];
    }
  }

  private int sample(int at) {
    return (pairs[at] - (short) pairs[at]) >> 16;
  }

  /** Writes columns from samples so far ahead, and a share of the way to the next ones. */
  private void shift(int ahead, float share, float[] out, int from, int to) {
    if (room.length < out.length) {
      room = new int[out.length];
    }
    int[] near = room;
    System.arraycopy(pairs, ahead + from, near, from, to - from);
    float unit = source.unit();
    for (int i = from; i < to; i++) {
      int pair = near[i];
      float next = (short) pair;
      float one = (pair - (short) pair) >> 16;
      out[i] = (one + (next - one) * share) * unit;
    }
  }

  private void expand(int number) {
    short[] from = source.samples();
    int line = number * source.width();
    int row = number * width;
    int next = 0;
    for (int i = width - 1; i >= 0; i--) {
      float x = i * step;
      int k = Math.min(source.width() - 2, (int) x);
      float value = from[line + k] + (from[line + k + 1] - from[line + k]) * (x - k);
      int sample = Math.round(value);
      pairs[row + i] = (sample << 16) + next;
      next = sample;
    }
  }
}
