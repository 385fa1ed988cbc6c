package runflow.engine.raster;

/**
 * Draws rows of a plate with a sample for each pixel or so: down first, then across. Blocks that
 * are empty cost nothing, those that are opaque no blending. Not thread-safe.
 */
final class FineRows implements Rows {
  /** What layers need while they draw, shared by all of a stack. */
  static final class Scratch {
    final float[] samples;
    final float[] mask;
    final float[] rest;

    /** Room for plates of so many samples across and for so many picture columns. */
    Scratch(int samples, int columns) {
      this.samples = new float[samples + 2];
      mask = new float[samples + 2];
      rest = new float[columns];
    }
  }

  /** Blocks from which on a stretch is worth a loop of its own. */
  private static final int LONG = 4;

  private final Layer layer;
  private final float[] samples;
  private final float[] mask;
  private final float[] rest;

  FineRows(Layer layer, Scratch scratch) {
    this.layer = layer;
    samples = scratch.samples;
    mask = scratch.mask;
    rest = scratch.rest;
  }

  @Override
  public void start() {
    // nothing is kept from frame to frame
  }

  @Override
  public void replace(int first, int y, float[][] rows) {
    Placement placement = layer.placement(first);
    for (int p = 0; p < rows.length; p++) {
      Surface surface = layer.plate.surface(first + p);
      float inside = Math.min(surface.height - 1.001f, Math.max(0, placement.row(y)));
      int j = (int) inside;
      Span span = new Span(j, inside - j, placement.low, placement.high);
      span.vertical(surface.samples, surface.width, 1 / Plate.UNIT, samples);
      placement.spread(samples, rows[p], 0, placement.index.length);
    }
  }

  @Override
  public void blend(int first, int y, float[][] rows) {
    Surface surface = layer.plate.surface(first);
    float inside = Math.min(surface.height - 1.001f, layer.placement(first).row(y));
    int j = (int) inside;
    if (surface.empty(j) && surface.empty(j + 1)) {
      return;
    }
    int from = surface.empty(j) ? surface.from[j + 1] : surface.from[j];
    int to = surface.empty(j) ? surface.to[j + 1] : surface.to[j];
    if (!surface.empty(j + 1)) {
      from = Math.min(from, surface.from[j + 1]);
      to = Math.max(to, surface.to[j + 1]);
    }
    int last = (to - 1) >> Surface.BLOCK;
    for (int block = from >> Surface.BLOCK; block <= last; ) {
      if (!surface.filled(j, block)) {
        block++;
        continue;
      }
      int start = Math.max(from, block << Surface.BLOCK);
      int solid = solid(surface, j, block, last);
      int end = solid - block >= LONG ? solid : mixed(surface, j, block, last);
      Span run = new Span(j, inside - j, start, Math.min(to, end << Surface.BLOCK));
      if (solid - block >= LONG) {
        cover(first, run, rows);
      } else {
        run(first, run, rows);
      }
      block = end;
    }
  }

  /** One past the last of the opaque blocks that begin here. */
  private static int solid(Surface surface, int row, int from, int last) {
    int block = from;
    while (block <= last && surface.filled(row, block) && surface.solid(row, block)) {
      block++;
    }
    return block;
  }

  /** One past the last block before a long stretch of empty or of opaque ones. */
  private static int mixed(Surface surface, int row, int from, int last) {
    int empty = 0;
    int solid = 0;
    int block = from;
    while (block <= last && empty < LONG && solid < LONG) {
      boolean filled = surface.filled(row, block);
      empty = filled ? 0 : empty + 1;
      solid = filled && surface.solid(row, block) ? solid + 1 : 0;
      block++;
    }
    return solid == LONG ? block - solid : block - empty;
  }

  /** Replaces the columns that show nothing but a run of opaque samples. */
  private void cover(int plane, Span run, float[][] rows) {
    Placement placement = layer.placement(plane);
    int width = layer.plate.surface(plane).width;
    int first = run.from == 0 ? 0 : placement.columnFrom(run.from);
    int last = run.to >= width ? placement.index.length : placement.columnOf(run.to - 1);
    if (first >= last) {
      return;
    }
    Span span = run.of(placement.index[first], Math.min(width, placement.index[last - 1] + 2));
    for (int p = 0; p < rows.length; p++) {
      Surface surface = layer.plate.surface(plane + p);
      span.vertical(surface.samples, width, 1 / Plate.UNIT, samples);
      placement.spread(samples, rows[p], first, last);
    }
  }

  /** Blends the columns that show a run of samples with something in them. */
  private void run(int plane, Span run, float[][] rows) {
    Placement placement = layer.placement(plane);
    Surface shape = layer.plate.surface(plane);
    int width = shape.width;
    int first = run.from == 0 ? 0 : placement.columnOf(run.from - 1);
    int last = run.to >= width ? placement.index.length : placement.columnOf(run.to + 1);
    short[] alpha = shape.alpha;
    if (first >= last || alpha == null) {
      return;
    }
    Span span = run.of(placement.index[first], Math.min(width, placement.index[last - 1] + 2));
    span.vertical(alpha, width, -1 / Plate.OPAQUE, mask);
    placement.spread(mask, rest, first, last);
    for (int p = 0; p < rows.length; p++) {
      Surface surface = layer.plate.surface(plane + p);
      span.vertical(surface.samples, width, 1 / Plate.UNIT, samples);
      placement.lay(samples, rest, rows[p], first, last);
    }
  }

  /** A place between two rows of a plane, and the columns that are needed of it. */
  private record Span(int row, float below, int from, int to) {
    Span of(int newFrom, int newTo) {
      return new Span(row, below, newFrom, newTo);
    }

    void vertical(short[] source, int width, float unit, float[] out) {
      float low = below * unit;
      float top = unit - low;
      int first = row * width;
      int second = first + width;
      for (int i = from; i < to; i++) {
        out[i] = source[first + i] * top + source[second + i] * low;
      }
    }
  }
}
