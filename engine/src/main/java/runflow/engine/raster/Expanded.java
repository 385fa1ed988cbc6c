package runflow.engine.raster;

import java.util.Arrays;

/**
 * Rows of one plane of a coarse plate that is so far away that it keeps its size, with a sample for
 * each column of the picture. They are found once, and a frame only shifts them. Not thread-safe.
 */
final class Expanded {
  private final Stretched.Source source;

  /** Samples of the plate from one column of the picture to the next. */
  private float step = Float.NaN;

  /** Samples of a row. */
  private int width;

  private short[] samples = new short[0];
  private boolean[] known = new boolean[0];

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
    float low = (start - ahead) * source.unit();
    int from = Math.min(last, Math.max(first, -ahead));
    int to = Math.max(from, Math.min(last, width - 1 - ahead));
    var shifted = new Between(samples, row + ahead, row + ahead + 1, source.unit() - low, low);
    shifted.write(from, to, out);
    Arrays.fill(out, first, from, samples[row] * source.unit());
    Arrays.fill(out, to, last, samples[row + width - 1] * source.unit());
  }

  /** Forgets all rows if they were found for another size. */
  private void size(float newStep) {
    if (newStep != step) {
      step = newStep;
      width = (int) ((source.width() - 1) / step) + 1;
      int rows = source.samples().length / source.width();
      samples = new short[rows * width];
      known = new boolean[rows];
    }
  }

  private void expand(int number) {
    short[] from = source.samples();
    int line = number * source.width();
    int row = number * width;
    for (int i = 0; i < width; i++) {
      float x = i * step;
      int k = Math.min(source.width() - 2, (int) x);
      float value = from[line + k] + (from[line + k + 1] - from[line + k]) * (x - k);
      samples[row + i] = (short) Math.round(value);
    }
  }
}
