package runflow.engine.raster;

/**
 * Draws rows of a plate with a sample for each pixel or so: down first, then across. What is empty
 * or hidden costs nothing, what is opaque no blending. Not thread-safe.
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
  public void replace(int first, int y, float[][] rows, Gaps gaps) {
    Surface surface = layer.plate.surface(first);
    float inside = Math.min(surface.height - 1.001f, Math.max(0, layer.placement(first).row(y)));
    int j = (int) inside;
    for (int gap = 0; gap < gaps.count(); gap++) {
      cover(new Piece(first, j, inside - j, gaps.from(gap), gaps.to(gap)), rows);
    }
  }

  @Override
  public void blend(int first, int y, float[][] rows, Gaps gaps) {
    Surface surface = layer.plate.surface(first);
    Runs runs = surface.runs();
    if (runs == null) {
      replace(first, y, rows, gaps);
      return;
    }
    Placement placement = layer.placement(first);
    float inside = Math.min(surface.height - 1.001f, placement.row(y));
    int j = (int) inside;
    for (int run = runs.first(j); run < runs.last(j); run++) {
      boolean solid = runs.solid(run);
      int from = solid ? placement.firstIn(runs.from(run)) : placement.firstAt(runs.from(run));
      int to =
          solid
              ? placement.lastIn(runs.to(run), surface.width)
              : placement.lastAt(runs.to(run), surface.width);
      for (int gap = 0; gap < gaps.count() && gaps.from(gap) < to; gap++) {
        int begin = Math.max(from, gaps.from(gap));
        int end = Math.min(to, gaps.to(gap));
        if (begin < end) {
          var piece = new Piece(first, j, inside - j, begin, end);
          if (solid) {
            cover(piece, rows);
          } else {
            mix(piece, rows);
          }
        }
      }
    }
  }

  /** Columns of a row, and the place of the row between two rows of samples. */
  private record Piece(int plane, int row, float below, int first, int last) {
    Span span(Placement placement, int width) {
      int to = Math.min(width, placement.index[last - 1] + 2);
      return new Span(row, below, placement.index[first], to);
    }
  }

  /** Replaces columns that show nothing but opaque samples. */
  private void cover(Piece piece, float[][] rows) {
    Placement placement = layer.placement(piece.plane);
    for (int p = 0; p < rows.length; p++) {
      Surface surface = layer.plate.surface(piece.plane + p);
      Span span = piece.span(placement, surface.width);
      span.vertical(surface.samples, surface.width, 1 / Plate.UNIT, samples);
      placement.spread(samples, rows[p], piece.first, piece.last);
    }
  }

  /** Blends columns that show samples with something in them. */
  private void mix(Piece piece, float[][] rows) {
    Placement placement = layer.placement(piece.plane);
    Surface shape = layer.plate.surface(piece.plane);
    short[] alpha = shape.alpha;
    if (alpha == null) {
      return;
    }
    Span span = piece.span(placement, shape.width);
    span.vertical(alpha, shape.width, -1 / Plate.OPAQUE, mask);
    placement.spread(mask, rest, piece.first, piece.last);
    for (int p = 0; p < rows.length; p++) {
      Surface surface = layer.plate.surface(piece.plane + p);
      span.vertical(surface.samples, shape.width, 1 / Plate.UNIT, samples);
      placement.lay(samples, rest, rows[p], piece.first, piece.last);
    }
  }

  /** A place between two rows of a plane, and the samples that are needed of it. */
  private record Span(int row, float below, int from, int to) {
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
