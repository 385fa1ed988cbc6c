package runflow.engine.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills plates from paints, two rows at a time, so that no colour picture of the whole plate ever
 * exists. What is hidden is left black and opaque. Not thread-safe.
 */
final class Press {
  /** Across and down, in samples from the middle: one point, two, and a turned square of four. */
  private static final float[][] POINTS = {
    {0, 0},
    {-0.25f, -0.25f, 0.25f, 0.25f},
    {-0.375f, -0.125f, 0.125f, -0.375f, 0.375f, 0.125f, -0.125f, 0.375f}
  };

  /** Rows that one thread fills at a time. */
  private static final int BAND = 96;

  /** Levels between a sample and one beside it that make an edge. */
  private static final float EDGE = 9;

  private final Tone tone;
  private final @Nullable Outlook outlook;
  private final float[] colour = new float[4];

  /** A press that paints all of each plate. */
  Press(Tone tone) {
    this(tone, null);
  }

  /** A press that paints only what is ever seen, if that is known. */
  Press(Tone tone, @Nullable Outlook outlook) {
    this.tone = tone;
    this.outlook = outlook;
  }

  /** An opaque plate. */
  Plate opaque(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(seen(region, depth), depth, false), 1, paint);
  }

  /** A plate with alpha. */
  Plate clear(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(seen(region, depth), depth, true), 1, paint);
  }

  /** The part of a region that is ever seen. */
  Region seen(Region region, float depth) {
    return outlook == null ? region : outlook.seen(region, depth);
  }

  /**
   * Fills a plate from one point for each of its samples, and from all of two or four where a
   * sample differs from one beside it.
   */
  Plate fill(Plate plate, int points, Paint paint) throws InterruptedException {
    Brush brush = new Brush(plate.region, paint, POINTS[points / 2], hidden(plate));
    rows(plate, brush, 0, plate.region.height());
    return plate.done();
  }

  /** The same on two threads, from paints that are alike. */
  Plate fillTogether(Plate plate, int points, Supplier<Paint> paints) throws InterruptedException {
    Hidden hidden = hidden(plate);
    List<Callable<Plate>> bands = new ArrayList<>();
    for (int top = 0; top < plate.region.height(); top += BAND) {
      int first = top;
      int end = Math.min(plate.region.height(), top + BAND);
      bands.add(
          () -> {
            Brush brush = new Brush(plate.region, paints.get(), POINTS[points / 2], hidden);
            new Press(tone, outlook).rows(plate, brush, first, end);
            return plate;
          });
    }
    Together.run(bands);
    return plate.done();
  }

  private Hidden hidden(Plate plate) {
    return outlook == null ? new Hidden(plate.region) : outlook.hidden(plate.region, plate.depth);
  }

  /** Fills some rows, both bounds even, of a plate that another thread may fill the rest of. */
  private void rows(Plate plate, Brush brush, int first, int end) throws InterruptedException {
    int width = plate.region.width();
    int last = plate.region.height() - 1;
    int points = brush.points.length / 2;
    float[] pair = new float[2 * width * 4];
    float[][] lines = new float[points == 1 ? 1 : 3][width * 4];
    if (points > 1) {
      firsts(brush, Math.max(0, first - 1), lines[(first + 2) % 3]);
      firsts(brush, first, lines[first % 3]);
    }
    for (int row = first; row < end; row++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      float[] line = lines[row % lines.length];
      int to = (row & 1) * width * 4;
      if (points == 1) {
        firsts(brush, row, line);
        System.arraycopy(line, 0, pair, to, line.length);
      } else {
        float[] below = lines[(row + 1) % 3];
        firsts(brush, Math.min(row + 1, last), below);
        refine(brush, row, new Around(line, lines[(row + 2) % 3], below), pair, to);
      }
      if ((row & 1) == 1) {
        store(plate, row - 1, pair);
      }
    }
  }

  /** A paint, where it is put, and where within a sample it is asked. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Brush(Region region, Paint paint, float[] points, Hidden hidden) {}

  /** A row of samples from the first point of each, and the rows above and below. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Around(float[] line, float[] above, float[] below) {
    /** Writes how far each value is from those beside it, at most. */
    void differences(float[] out) {
      int last = line.length - 4;
      for (int i = 0; i < line.length; i++) {
        out[i] = Math.max(Math.abs(line[i] - above[i]), Math.abs(line[i] - below[i]));
      }
      for (int i = 4; i < line.length; i++) {
        out[i] = Math.max(out[i], Math.abs(line[i] - line[i - 4]));
      }
      for (int i = 0; i < last; i++) {
        out[i] = Math.max(out[i], Math.abs(line[i] - line[i + 4]));
      }
    }
  }

  /** Whether a sample's neighbours are so different that there may be an edge in it. */
  private static boolean edge(float[] differences, int at) {
    return differences[at] > EDGE
        || differences[at + 1] > EDGE
        || differences[at + 2] > EDGE
        || differences[at + 3] > EDGE / 256;
  }

  private void firsts(Brush brush, int row, float[] out) {
    int width = brush.region.width();
    for (int column = 0; column < width; column++) {
      if (brush.hidden.at(column, row)) {
        Arrays.fill(colour, 0, 3, 0);
        colour[3] = 1;
      } else {
        ask(brush, column, row, 0);
      }
      System.arraycopy(colour, 0, out, column * 4, 4);
    }
  }

  private void refine(Brush brush, int row, Around around, float[] out, int offset) {
    int points = brush.points.length;
    float weight = 2f / points;
    float[] differences = new float[around.line.length];
    around.differences(differences);
    System.arraycopy(around.line, 0, out, offset, around.line.length);
    for (int column = 0; column < brush.region.width(); column++) {
      int from = column * 4;
      int to = offset + from;
      if (edge(differences, from)) {
        for (int p = 2; p < points; p += 2) {
          ask(brush, column, row, p);
          for (int k = 0; k < 4; k++) {
            out[to + k] += colour[k];
          }
        }
        for (int k = 0; k < 4; k++) {
          out[to + k] *= weight;
        }
      }
    }
  }

  /** The colour at a point of a sample, as y, u, v, all multiplied by alpha, and alpha. */
  private void ask(Brush brush, int column, int row, int point) {
    float scale = brush.region.scale();
    float x = brush.region.left() + (column + brush.points[point]) * scale;
    float y = brush.region.top() + (row + brush.points[point + 1]) * scale;
    colour[3] = 1;
    brush.paint.at(x, y, colour);
    float alpha = colour[3];
    if (alpha > 0) {
      tone.apply(colour);
      colour[0] *= alpha;
      colour[1] *= alpha;
      colour[2] *= alpha;
    } else {
      Arrays.fill(colour, 0);
    }
  }

  private static void store(Plate plate, int row, float[] pair) {
    int width = plate.region.width();
    for (int line = 0; line < 2; line++) {
      int to = (row + line) * width;
      int at = line * width * 4;
      for (int x = 0; x < width; x++) {
        plate.luma.samples[to + x] = (short) (pair[at + x * 4] * Plate.UNIT + 0.5f);
      }
      short[] mask = plate.luma.alpha;
      if (mask != null) {
        for (int x = 0; x < width; x++) {
          mask[to + x] = (short) (pair[at + x * 4 + 3] * Plate.OPAQUE + 0.5f);
        }
      }
    }
    storeHalf(plate.blue.samples, row, pair, 1);
    storeHalf(plate.red.samples, row, pair, 2);
    short[] mask = plate.blue.alpha;
    if (mask != null) {
      storeHalf(mask, row, pair, 3);
    }
  }

  private static void storeHalf(short[] out, int row, float[] pair, int channel) {
    int width = pair.length / 8;
    int half = width / 2;
    float unit = channel == 3 ? Plate.OPAQUE : Plate.UNIT;
    int to = row / 2 * half;
    for (int x = 0; x < half; x++) {
      int at = x * 8 + channel;
      float sum = pair[at] + pair[at + 4] + pair[at + width * 4] + pair[at + width * 4 + 4];
      out[to + x] = (short) (sum * (unit / 4) + 0.5f);
    }
  }
}
