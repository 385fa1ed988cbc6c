package runflow.engine.raster;

import java.util.Arrays;

/** Some rows of a plate, while a press fills them, two at a time. Not thread-safe. */
final class Band {
  /** Levels between a sample and one beside it that make an edge. */
  private static final float EDGE = 9;

  /**
   * How a plate is painted.
   *
   * @param points across and down, in samples from the middle: where each sample is asked
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Task(Paint paint, Tone tone, float[] points, Hidden hidden) {}

  private final Plate plate;
  private final Region region;
  private final Task task;
  private final float[] colour = new float[4];
  private final float[] pair;
  private final float[] differences;
  private Line above;
  private Line line;
  private Line below;

  /** First of the columns that are empty in both rows of the pair, even. */
  private int from;

  /** One past the last of those, even. */
  private int to;

  Band(Plate plate, Task task) {
    this.plate = plate;
    this.task = task;
    region = plate.region;
    int width = region.width();
    pair = new float[2 * width * 4];
    differences = new float[width * 4];
    above = new Line(width);
    line = new Line(width);
    below = new Line(width);
  }

  /** Fills rows, both bounds even. */
  void fill(int first, int end) throws InterruptedException {
    boolean refined = task.points.length > 2;
    if (refined) {
      firsts(Math.max(0, first - 1), line);
      firsts(first, below);
    }
    for (int row = first; row < end; row++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Line free = above;
      above = line;
      line = below;
      below = free;
      if (refined) {
        firsts(Math.min(row + 1, region.height() - 1), below);
      } else {
        firsts(row, line);
      }
      take(row, refined);
    }
  }

  /** Takes a row over into the pair, and the pair into the plate when that is complete. */
  private void take(int row, boolean refined) {
    int offset = (row & 1) * line.values.length;
    System.arraycopy(line.values, 0, pair, offset, line.values.length);
    int first = line.from;
    int end = line.to;
    if (refined) {
      first = Math.max(first, Math.max(above.from, below.from)) + 2;
      end = Math.min(end, Math.min(above.to, below.to)) - 2;
      end = Math.max(first, end);
      refine(row, 0, Math.min(first, region.width()), offset);
      refine(row, Math.min(end, region.width()), region.width(), offset);
    }
    boolean low = (row & 1) == 1;
    from = low ? Math.max(from, first) : first;
    to = low ? Math.min(to, end) : end;
    if (low) {
      store(row - 1, 0, Math.min(from, region.width()));
      store(row - 1, Math.min(Math.max(from, to), region.width()), region.width());
    }
  }

  /** Whether a sample's neighbours are so different that there may be an edge in it. */
  private boolean edge(int at) {
    return differences[at] > EDGE
        || differences[at + 1] > EDGE
        || differences[at + 2] > EDGE
        || differences[at + 3] > EDGE / 256;
  }

  private void firsts(int row, Line out) {
    float y = region.top() + (row + task.points[1]) * region.scale();
    out.clear(region, task.paint.blank(y));
    firsts(row, 0, out.from, out.values);
    firsts(row, out.to, region.width(), out.values);
  }

  private void firsts(int row, int first, int end, float[] out) {
    for (int column = first; column < end; column++) {
      int at = column * 4;
      if (task.hidden.at(column, row)) {
        Arrays.fill(out, at, at + 3, 0);
        out[at + 3] = 1;
      } else {
        ask(column, row, 0);
        out[at] = colour[0];
        out[at + 1] = colour[1];
        out[at + 2] = colour[2];
        out[at + 3] = colour[3];
      }
    }
  }

  private void refine(int row, int first, int end, int offset) {
    int points = task.points.length;
    float weight = 2f / points;
    line.differences(above, below, first, end, differences);
    for (int column = first; column < end; column++) {
      if (edge(column * 4)) {
        int at = offset + column * 4;
        for (int p = 2; p < points; p += 2) {
          ask(column, row, p);
          for (int k = 0; k < 4; k++) {
            pair[at + k] += colour[k];
          }
        }
        for (int k = 0; k < 4; k++) {
          pair[at + k] *= weight;
        }
      }
    }
  }

  /** The colour at a point of a sample, as y, u, v, all multiplied by alpha, and alpha. */
  private void ask(int column, int row, int point) {
    float scale = region.scale();
    float x = region.left() + (column + task.points[point]) * scale;
    float y = region.top() + (row + task.points[point + 1]) * scale;
    colour[3] = 1;
    task.paint.at(x, y, colour);
    float alpha = colour[3];
    if (alpha > 0) {
      task.tone.apply(colour);
      colour[0] *= alpha;
      colour[1] *= alpha;
      colour[2] *= alpha;
    } else {
      Arrays.fill(colour, 0);
    }
  }

  private void store(int row, int first, int end) {
    int width = region.width();
    for (int y = 0; y < 2; y++) {
      int to = (row + y) * width;
      int at = y * width * 4;
      for (int x = first; x < end; x++) {
        plate.luma.samples[to + x] = (short) (pair[at + x * 4] * Plate.UNIT + 0.5f);
      }
      short[] mask = plate.luma.alpha;
      if (mask != null) {
        for (int x = first; x < end; x++) {
          mask[to + x] = (short) (pair[at + x * 4 + 3] * Plate.OPAQUE + 0.5f);
        }
      }
    }
    halve(plate.blue.samples, row, first, end, 1);
    halve(plate.red.samples, row, first, end, 2);
    short[] mask = plate.blue.alpha;
    if (mask != null) {
      halve(mask, row, first, end, 3);
    }
  }

  private void halve(short[] out, int row, int first, int end, int channel) {
    int width = region.width();
    float unit = channel == 3 ? Plate.OPAQUE : Plate.UNIT;
    int to = row / 2 * (width / 2);
    for (int x = first / 2; x < end / 2; x++) {
      int at = x * 8 + channel;
      float sum = pair[at] + pair[at + 4] + pair[at + width * 4] + pair[at + width * 4 + 4];
      out[to + x] = (short) (sum * (unit / 4) + 0.5f);
    }
  }
}
