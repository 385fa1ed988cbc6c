package runflow.engine.raster;

import java.util.Arrays;

/**
 * A body through round sections, row by row. Each pixel shows only that part of the body which
 * covers it most, so that neither its rims nor its joints are drawn twice. Reused; not thread-safe.
 */
final class Flesh {
  /** Columns up to which a row is too short for vector code. */
  private static final int SHORT = 24;

  /** What a body is covered with: two skins, and how much of the second is on what faces down. */
  record Hide(Swatch main, Swatch other, float under) {}

  private final float[] covers;
  private final float[][] samples;
  private final float[] room;
  private final float[] ramp;
  private final Span.Where where;
  private Span[] spans = new Span[0];
  private int count;
  private int first;
  private int last;

  Flesh(int columns) {
    covers = new float[columns];
    samples = new float[3][columns];
    room = new float[columns];
    where = new Span.Where(new float[columns], new float[columns], new float[columns]);
    ramp = new float[columns];
    for (int i = 0; i < columns; i++) {
      ramp[i] = i;
    }
  }

  /** Takes the sections of a body. */
  void set(Span.Section[] sections) {
    count = sections.length - 1;
    int known = spans.length;
    if (known < count) {
      spans = Arrays.copyOf(spans, count);
      for (int i = known; i < count; i++) {
        spans[i] = new Span();
      }
    }
    for (int i = 0; i < count; i++) {
      spans[i].set(sections, i);
    }
  }

  /** The first row that the body may touch. */
  int top() {
    float out = Float.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      out = Math.min(out, spans[i].top());
    }
    return (int) out;
  }

  /** One past the last row that the body may touch. */
  int bottom() {
    float out = 0;
    for (int i = 0; i < count; i++) {
      out = Math.max(out, spans[i].bottom());
    }
    return (int) out + 1;
  }

  /** Finds what is seen of the body in a row, between two columns. */
  void row(int y, Hide hide, int left, int right) {
    Arrays.fill(covers, Math.min(first, last), last, 0);
    first = right;
    last = left;
    for (int i = count - 1; i >= 0; i--) {
      Span span = spans[i];
      if (y >= span.top() && y <= span.bottom()) {
        span.row(y);
        int from = Math.max(left, span.first());
        int to = Math.min(right, span.last());
        if (from < to) {
          first = Math.min(first, from);
          last = Math.max(last, to);
          span.place(y, from, to, ramp, where);
          part(span, hide, from, to);
        }
      }
    }
  }

  private void part(Span span, Hide hide, int from, int to) {
    float[] along = where.along();
    float[] right = where.right();
    float[] low = where.low();
    int apart = apart(span.wide());
    boolean two = hide.main != hide.other;
    boolean plain = span.plain();
    float below = 1.6f * hide.under;
    for (int x = from; x < to; x++) {
      float nx = right[x];
      float ny = -low[x];
      float has = covers[x];
      if (has == 1) {
        continue;
      }
      float q = nx * nx + ny * ny;
      float cover = plain && q < 0.5f ? 1 : span.cover(along[x], q);
      if (cover > has) {
        covers[x] = cover;
        float under = below * Math.max(0, -0.25f - ny);
        float other = two ? Math.min(1, span.other(along[x]) + under) : 0;
        shade(hide, other, x, hide.main.cell(nx, ny, apart));
      }
    }
  }

  /** How far apart the directions are that neighbouring pixels of a radius look in. */
  private static int apart(float radius) {
    return radius < 8 ? 4 : radius < 24 ? 2 : 1;
  }

  private void shade(Hide hide, float part, int x, int cell) {
    Swatch swatch = part < 1 ? hide.main : hide.other;
    int at = swatch.find(cell);
    float[] colours = swatch.colours;
    if (part == 0 || part == 1) {
      samples[0][x] = colours[at];
      samples[1][x] = colours[at + 1];
      samples[2][x] = colours[at + 2];
      return;
    }
    hide.other.find(cell);
    float[] others = hide.other.colours;
    for (int p = 0; p < 3; p++) {
      samples[p][x] = colours[at + p] + (others[at + p] - colours[at + p]) * part;
    }
  }

  /** The first column of the row that is covered. */
  int first() {
    return first;
  }

  /** One past the last column of the row that is covered; not after the first if none is. */
  int last() {
    return last;
  }

  /**
   * Lays what was found over samples of luma, blue, red and alpha.
   *
   * @param line where the row's column 0 would be in the planes
   */
  void lay(float[][] planes, int line) {
    if (first >= last) {
      return;
    }
    if (last - first < SHORT) {
      layShort(planes, line);
      return;
    }
    float[] row = room;
    float[] cover = covers;
    for (int p = 0; p < 4; p++) {
      System.arraycopy(planes[p], line + first, row, first, last - first);
      if (p < 3) {
        float[] value = samples[p];
        for (int x = first; x < last; x++) {
          row[x] = row[x] * (1 - cover[x]) + value[x] * cover[x];
        }
      } else {
        for (int x = first; x < last; x++) {
          row[x] = row[x] * (1 - cover[x]) + cover[x];
        }
      }
      System.arraycopy(row, first, planes[p], line + first, last - first);
    }
  }

  private void layShort(float[][] planes, int line) {
    float[] luma = planes[0];
    float[] blue = planes[1];
    float[] red = planes[2];
    float[] alpha = planes[3];
    for (int x = first; x < last; x++) {
      float cover = covers[x];
      if (cover > 0) {
        float rest = 1 - cover;
        luma[line + x] = luma[line + x] * rest + samples[0][x] * cover;
        blue[line + x] = blue[line + x] * rest + samples[1][x] * cover;
        red[line + x] = red[line + x] * rest + samples[2][x] * cover;
        alpha[line + x] = alpha[line + x] * rest + cover;
      }
    }
  }
}
