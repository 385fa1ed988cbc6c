package runflow.engine.raster;

import java.util.Arrays;

/** Draws rows of a fine plate of which each moves to the side by itself. Not thread-safe. */
final class SwayingRows implements Rows {
  /** Samples on either side that columns at the edge may show some of. */
  private static final int BESIDE = 2;

  private final Layer layer;
  private final FineRows.Scratch scratch;

  /** The samples of a row where they are when nothing moves, with an empty one on either side. */
  private final float[] still;

  SwayingRows(Layer layer, FineRows.Scratch scratch) {
    this.layer = layer;
    this.scratch = scratch;
    still = new float[layer.plate.region.width() + 2];
  }

  @Override
  public void start() {
    // nothing is kept from frame to frame
  }

  @Override
  public void replace(int first, int y, float[][] rows, Gaps gaps) {
    throw new IllegalStateException("what sways is not opaque");
  }

  @Override
  public void blend(int first, int y, float[][] rows, Gaps gaps) {
    Surface shape = layer.plate.surface(first);
    short[] alpha = shape.alpha;
    Placement placement = layer.placement(first);
    float place = Math.min(shape.height - 1.001f, placement.row(y));
    int row = (int) place;
    Shift shift =
        Shift.of(
            Math.min(shape.from[row], shape.from[row + 1]),
            Math.max(shape.to[row], shape.to[row + 1]),
            layer.aside(first, place),
            shape.width);
    if (shift.from >= shift.to || alpha == null) {
      return;
    }
    int begin = placement.firstAt(shift.start());
    int end = placement.lastAt(shift.end(), shape.width);
    write(Between.rows(alpha, shape.width, place, -1 / Plate.OPAQUE), shift, scratch.mask);
    for (int p = 0; p < rows.length; p++) {
      short[] colours = layer.plate.surface(first + p).samples;
      float[] samples = scratch.samples[p];
      write(Between.rows(colours, shape.width, place, 1 / Plate.UNIT), shift, samples);
      for (int gap = 0; gap < gaps.count(); gap++) {
        int from = Math.max(begin, gaps.from(gap));
        int to = Math.min(end, gaps.to(gap));
        placement.mix(samples, scratch.mask, rows[p], from, to);
      }
    }
  }

  /**
   * How far the samples between two columns move to the right.
   *
   * @param whole columns
   * @param part of a column, 0 to 1
   */
  private record Shift(int from, int to, int whole, float part) {
    /** A shift that stays within a plate of some columns. */
    static Shift of(int from, int to, float aside, int columns) {
      float within = Math.max(1 - from, Math.min(columns - 2 - to, aside));
      int whole = Maths.floor(within);
      return new Shift(from, to, whole, within - whole);
    }

    int start() {
      return from + whole;
    }

    /** One past the last column that shows anything. */
    int end() {
      return to + whole + 1;
    }
  }

  /** Writes the samples of a row where they are after a shift. */
  private void write(Between row, Shift shift, float[] out) {
    int count = shift.to - shift.from;
    row.write(shift.from, shift.to, out);
    System.arraycopy(out, shift.from, still, 1, count);
    still[count + 1] = 0;
    int start = shift.start();
    float part = shift.part;
    float[] own = still;
    for (int i = 0; i <= count; i++) {
      out[start + i] = own[i + 1] * (1 - part) + own[i] * part;
    }
    Arrays.fill(out, Math.max(0, start - BESIDE), start, 0);
    Arrays.fill(out, start + count + 1, Math.min(out.length, start + count + 1 + BESIDE), 0);
  }
}
