package runflow.engine.raster;

import java.util.Arrays;

/**
 * A row of a plate's samples from the first point of each: y, u, v, all multiplied by alpha, and
 * alpha. Reused; not thread-safe.
 */
final class Line {
  final float[] values;

  /** First of the columns that are known to be empty, even; the width if none is. */
  int from;

  /** One past the last of those, even. */
  int to;

  Line(int width) {
    values = new float[width * 4];
  }

  /** Empties all columns that lie within a stretch of the picture's. */
  void clear(Region region, Blank blank) {
    int width = region.width();
    float first = (blank.from() - region.left()) / region.scale();
    float last = (blank.to() - region.left()) / region.scale();
    from = Math.max(0, (int) Math.ceil(first) + 2) & ~1;
    to = Math.min(width, (int) Math.floor(last)) & ~1;
    if (from >= to) {
      from = width;
      to = width;
    }
    Arrays.fill(values, from * 4, to * 4, 0);
  }

  /** Writes how far each value of some columns is from those beside it, at most. */
  void differences(Line above, Line below, int first, int end, float[] out) {
    float[] line = values;
    float[] over = above.values;
    float[] under = below.values;
    for (int i = first * 4; i < end * 4; i++) {
      out[i] = Math.max(Math.abs(line[i] - over[i]), Math.abs(line[i] - under[i]));
    }
    for (int i = Math.max(4, first * 4); i < end * 4; i++) {
      out[i] = Math.max(out[i], Math.abs(line[i] - line[i - 4]));
    }
    int last = Math.min(end * 4, line.length - 4);
    for (int i = first * 4; i < last; i++) {
      out[i] = Math.max(out[i], Math.abs(line[i] - line[i + 4]));
    }
  }
}
