package runflow.engine.raster;

/**
 * Draws rows of a plate with a sample for each pixel or so: down first, then across. What is empty
 * or hidden costs nothing, what is opaque no blending. Not thread-safe.
 */
final class FineRows implements Rows {
  /** Columns from which on loops that C2 turns into vector code are worth their start. */
  private static final int LONG = 48;

  /** What layers need while they draw, shared by all of a stack. */
  static final class Scratch {
    /** Samples of up to two planes between two rows. */
    final float[][] samples;

    /** Alpha between two rows, negated. */
    final float[] mask;

    /** Alpha of columns, negated. */
    final float[] rest;

    final Pieces pieces = new Pieces();

    /** Room for plates of so many samples across and for so many picture columns. */
    Scratch(int samples, int columns) {
      this.samples = new float[2][samples + 2];
      mask = new float[samples + 2];
      rest = new float[columns];
    }
  }

  private final Layer layer;
  private final Scratch scratch;

  FineRows(Layer layer, Scratch scratch) {
    this.layer = layer;
    this.scratch = scratch;
  }

  @Override
  public void start() {
    // nothing is kept from frame to frame
  }

  @Override
  public void replace(int first, int y, float[][] rows, Gaps gaps) {
    Surface surface = layer.plate.surface(first);
    float inside = Math.min(surface.height - 1.001f, Math.max(0, layer.placement(first).row(y)));
    scratch.pieces.all(gaps);
    draw(first, inside, rows);
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
    scratch.pieces.clear();
    for (int run = runs.first((int) inside); run < runs.last((int) inside); run++) {
      boolean solid = runs.solid(run);
      int from = solid ? placement.firstIn(runs.from(run)) : placement.firstAt(runs.from(run));
      int to =
          solid
              ? placement.lastIn(runs.to(run), surface.width)
              : placement.lastAt(runs.to(run), surface.width);
      scratch.pieces.add(from, to, solid, gaps);
    }
    draw(first, inside, rows);
  }

  /** Draws the pieces of a row that lies at a place between the rows of the plate. */
  private void draw(int first, float place, float[][] rows) {
    Pieces pieces = scratch.pieces;
    int piece = 0;
    while (piece < pieces.count()) {
      int end = pieces.groupEnd(piece);
      read(first, place, rows.length, piece, end);
      draw(layer.placement(first), rows, piece, end);
      piece = end;
    }
  }

  private void draw(Placement placement, float[][] rows, int first, int end) {
    Pieces pieces = scratch.pieces;
    for (int piece = first; piece < end; piece++) {
      if (pieces.solid(piece)) {
        cover(placement, rows, pieces.from(piece), pieces.to(piece));
      } else {
        mix(placement, rows, pieces.from(piece), pieces.to(piece));
      }
    }
  }

  /** Reads the samples of a group of pieces, and their alpha where it is needed. */
  private void read(int plane, float place, int planes, int first, int end) {
    Pieces pieces = scratch.pieces;
    Placement placement = layer.placement(plane);
    int row = (int) place;
    Surface shape = layer.plate.surface(plane);
    Span span = span(placement, shape, pieces.from(first), pieces.to(end - 1));
    for (int p = 0; p < planes; p++) {
      short[] source = layer.plate.surface(plane + p).samples;
      span.vertical(source, row, place - row, 1 / Plate.UNIT, scratch.samples[p]);
    }
    short[] alpha = shape.alpha;
    if (alpha != null && pieces.mixed(first, end)) {
      span.vertical(alpha, row, place - row, -1 / Plate.OPAQUE, scratch.mask);
    }
  }

  private void cover(Placement placement, float[][] rows, int from, int to) {
    for (int p = 0; p < rows.length; p++) {
      placement.spread(scratch.samples[p], rows[p], from, to);
    }
  }

  private void mix(Placement placement, float[][] rows, int from, int to) {
    if (to - from >= LONG && placement.smooth()) {
      placement.spread(scratch.mask, scratch.rest, from, to);
      for (int p = 0; p < rows.length; p++) {
        placement.lay(scratch.samples[p], scratch.rest, rows[p], from, to);
      }
    } else {
      for (int p = 0; p < rows.length; p++) {
        placement.mix(scratch.samples[p], scratch.mask, rows[p], from, to);
      }
    }
  }

  /** The samples that columns need. */
  private static Span span(Placement placement, Surface surface, int first, int last) {
    int to = Math.min(surface.width, placement.index[last - 1] + 2);
    return new Span(placement.index[first], to, surface.width);
  }

  /** Samples of a row of so many. */
  private record Span(int from, int to, int width) {
    /** Writes what lies between a row and the next. */
    void vertical(short[] source, int row, float below, float unit, float[] out) {
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
