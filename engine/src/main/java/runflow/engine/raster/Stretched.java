package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one plane of a coarse plate, spread over the picture's columns once for all the picture
 * rows that show them. Keeps the last two; not thread-safe.
 */
final class Stretched {
  /**
   * What is spread; taken over when it is given.
   *
   * @param samples row by row
   * @param from first sample of each row that is not zero
   * @param to one past the last sample of each row that is not zero
   * @param unit what a sample is multiplied by
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Source(short[] samples, int width, int[] from, int[] to, float unit) {}

  private final Source source;
  private final Expanded expanded;

  /** Each sample in the upper half, with the next one added; null while nothing came nearer. */
  private int @Nullable [] pairs;

  private final float[][] lines;
  private final int[] held = new int[2];
  private final int[] first = new int[2];
  private final int[] last = new int[2];

  Stretched(Source source, int columns) {
    this.source = source;
    expanded = new Expanded(source);
    lines = new float[2][columns];
  }

  private int[] pairs() {
    int[] found = pairs;
    if (found == null) {
      short[] samples = source.samples();
      found = new int[samples.length];
      for (int i = 0; i + 1 < found.length; i++) {
        found[i] = (samples[i] << 16) + samples[i + 1];
      }
      pairs = found;
    }
    return found;
  }

  /** Forgets the rows of the frame before. */
  void start() {
    Arrays.fill(held, -1);
  }

  /** A row in the picture's columns, zero where nothing is. */
  float[] row(int number, Placement placement) {
    int slot = number & 1;
    if (held[slot] != number) {
      held[slot] = number;
      fill(number, slot, placement);
    }
    return lines[slot];
  }

  /** The first column that a row touches, after it was asked for. */
  int first(int number) {
    return first[number & 1];
  }

  /** One past the last column that a row touches, after it was asked for. */
  int last(int number) {
    return last[number & 1];
  }

  private void fill(int number, int slot, Placement placement) {
    float[] line = lines[slot];
    int from = source.from()[number];
    int to = source.to()[number];
    int begin = from == 0 ? 0 : placement.columnOf(from - 1);
    int end = to >= source.width() ? line.length : placement.columnOf(to + 1);
    boolean nothing = from >= to || begin >= end;
    show(slot, nothing ? line.length : begin, nothing ? 0 : end);
    if (nothing) {
      return;
    }
    if (placement.keepsSize()) {
      expanded.write(number, placement, line, begin, end);
    } else {
      int row = number * source.width();
      placement.spread(pairs(), row, source.unit(), line, begin, end);
    }
  }

  /** Notes what columns a line touches, and clears those that only the one it replaces touched. */
  private void show(int slot, int begin, int end) {
    float[] line = lines[slot];
    if (first[slot] < begin) {
      Arrays.fill(line, first[slot], Math.min(begin, last[slot]), 0);
    }
    if (last[slot] > end) {
      Arrays.fill(line, Math.max(end, first[slot]), last[slot], 0);
    }
    first[slot] = begin;
    last[slot] = end;
  }
}
