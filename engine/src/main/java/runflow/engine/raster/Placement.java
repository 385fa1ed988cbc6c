package runflow.engine.raster;

import java.util.Arrays;

/**
 * Where a plate's samples fall on the picture in one frame, for one plane: for each column a sample
 * and a weight, and for each row a place. Reused from frame to frame; not thread-safe.
 */
final class Placement {
  /** Columns between two breaks from which on it pays to copy what lies between them. */
  private static final int SHORT = 20;

  final int[] index;
  final float[] weight;

  /** Columns at which the sample is not the one after that of the column before. */
  private final int[] breaks;

  private int broken;

  /** Room for pairs of samples that columns show. */
  private final int[] picked;

  private float firstColumn;
  private float step;
  private float firstRow;
  private boolean keepsSize;

  Placement(int columns) {
    index = new int[columns];
    weight = new float[columns];
    picked = new int[columns];
    breaks = new int[columns + 1];
  }

  /** Places a plate; {@code half} is whether the plane has half the picture's resolution. */
  void place(Plate plate, Lens lens, View view, float drift, boolean half) {
    Region region = plate.region;
    Parallax moved = Parallax.of(plate.depth, lens, view).drifted(drift);
    float unit = half ? 2 * region.scale() : region.scale();
    float pixel = half ? 2 : 1;
    float edge = half ? 0.5f : 0;
    step = pixel / (moved.zoom() * unit);
    firstColumn = (moved.sourceColumn(edge) - region.left()) / unit - edgeOf(half);
    firstRow = (moved.sourceRow(edge) - region.top()) / unit - edgeOf(half);
    // A camera that comes nearer has begun to by the second frame.
    keepsSize = plate.depth >= Parallax.FAR || (view.forward() == 0 && view.frame() > 0);
    columns(half ? region.width() / 2 : region.width());
  }

  private static float edgeOf(boolean half) {
    return half ? 0.25f : 0;
  }

  /** Whether the plate is as large in other frames, so that rows once stretched serve them too. */
  boolean keepsSize() {
    return keepsSize;
  }

  /** Samples from one column to the next. */
  float step() {
    return step;
  }

  /** The place of the first column in the plate's samples; may lie outside them. */
  float firstColumn() {
    return firstColumn;
  }

  private void columns(int samples) {
    float most = samples - 1.001f;
    broken = 0;
    for (int i = 0; i < index.length; i++) {
      float x = Math.min(most, Math.max(0, firstColumn + i * step));
      int k = (int) x;
      index[i] = k;
      weight[i] = x - k;
      if (i > 0 && k != index[i - 1] + 1) {
        breaks[broken++] = i;
      }
    }
    breaks[broken] = index.length;
  }

  /**
   * Writes what columns show of a row of samples.
   *
   * @param room two rows of the picture to work in
   */
  void spread(float[] samples, float[] out, int first, int last, float[][] room) {
    if (broken > index.length / SHORT) {
      pick(samples, out, first, last);
      return;
    }
    float[] one = room[0];
    float[] next = room[1];
    int number = breakAfter(first);
    for (int i = first; i < last; number++) {
      int end = Math.min(last, breaks[number]);
      System.arraycopy(samples, index[i], one, i, end - i);
      System.arraycopy(samples, index[i] + 1, next, i, end - i);
      i = end;
    }
    float[] share = weight;
    for (int i = first; i < last; i++) {
      out[i] = one[i] + (next[i] - one[i]) * share[i];
    }
  }

  /**
   * Writes what columns show of the samples from {@code row} on, each in the upper half of an int
   * to which the next one is added. Two loops, since only the one that calculates can become vector
   * code.
   */
  void spread(int[] samples, int row, float unit, float[] out, int first, int last) {
    int[] from = index;
    int[] pairs = picked;
    for (int i = first; i < last; i++) {
      pairs[i] = samples[row + from[i]];
    }
    float[] share = weight;
    for (int i = first; i < last; i++) {
      int pair = pairs[i];
      float next = (short) pair;
      float one = (pair - (short) pair) >> 16;
      out[i] = (one + (next - one) * share[i]) * unit;
    }
  }

  /** Writes columns that may show any samples. */
  private void pick(float[] samples, float[] out, int first, int last) {
    int[] from = index;
    float[] share = weight;
    for (int i = first; i < last; i++) {
      int k = from[i];
      float c = samples[k];
      out[i] = c + (samples[k + 1] - c) * share[i];
    }
  }

  /**
   * Draws what columns show of a row of samples over a row, in one pass.
   *
   * @param mask alpha of the samples, negated
   */
  void mix(float[] samples, float[] mask, float[] row, int first, int last) {
    int[] from = index;
    float[] share = weight;
    for (int i = first; i < last; i++) {
      int k = from[i];
      float s = share[i];
      float a = mask[k] + (mask[k + 1] - mask[k]) * s;
      float c = samples[k] + (samples[k + 1] - samples[k]) * s;
      row[i] = row[i] * (1 + a) + c;
    }
  }

  /** Which of the breaks is the first after a column. */
  private int breakAfter(int column) {
    int at = Arrays.binarySearch(breaks, 0, broken + 1, column + 1);
    return at < 0 ? -at - 1 : at;
  }

  /** The place of a picture row in the plate's rows; may lie outside them. */
  float row(int y) {
    return firstRow + y * step;
  }

  /** The last picture column that shows a sample before this one, or the first column. */
  int columnOf(int sample) {
    int column = (int) ((sample - firstColumn) / step);
    return Math.min(index.length, Math.max(0, column));
  }

  /** The first picture column that shows nothing before a sample. */
  int columnFrom(int sample) {
    int column = (int) Math.ceil((sample - firstColumn) / step);
    return Math.min(index.length, Math.max(0, column));
  }

  /** The first column that shows anything of samples from one on. */
  int firstAt(int sample) {
    return sample == 0 ? 0 : columnOf(sample - 1);
  }

  /** One past the last column that shows anything of samples before one, of so many. */
  int lastAt(int sample, int samples) {
    return sample >= samples ? index.length : columnOf(sample + 1);
  }

  /** The first column that shows only samples from one on. */
  int firstIn(int sample) {
    return sample == 0 ? 0 : columnFrom(sample);
  }

  /** One past the last column that shows only samples before one, of so many. */
  int lastIn(int sample, int samples) {
    return sample >= samples ? index.length : columnOf(sample - 1);
  }

  /** Hides the columns that show only opaque samples of a row and of the next. */
  void hide(Runs runs, int row, int samples, Gaps gaps) {
    for (int run = runs.first(row); run < runs.last(row); run++) {
      if (runs.solid(run)) {
        gaps.hide(firstIn(runs.from(run)), lastIn(runs.to(run), samples));
      }
    }
  }
}
