package runflow.engine.raster;

/**
 * Draws rows of a plate with a sample for each pixel or so: down first, then across. What is empty
 * or hidden costs nothing, what is opaque no blending. Not thread-safe.
 */
final class FineRows implements Rows {
  /** What layers need while they draw, shared by all of a stack. */
  static final class Scratch {
    /** Samples of up to two planes between two rows. */
    final float[][] samples;

    /** Alpha between two rows, negated. */
    final float[] mask;

    /** Two rows of the picture. */
    final float[][] room;

    final Pieces pieces = new Pieces();

    /** Room for plates of so many samples across, and a picture of so many columns. */
    Scratch(int samples, int columns) {
      room = new float[2][columns];
      this.samples = new float[2][samples + 2];
      mask = new float[samples + 2];
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
  private void draw(int plane, float place, float[][] rows) {
    Pieces pieces = scratch.pieces;
    Placement placement = layer.placement(plane);
    int first = 0;
    while (first < pieces.count()) {
      int end = pieces.groupEnd(first);
      read(plane, place, rows.length, first, end);
      for (int piece = first; piece < end; piece++) {
        int from = pieces.from(piece);
        int to = pieces.to(piece);
        for (int p = 0; p < rows.length; p++) {
          if (pieces.solid(piece)) {
            placement.spread(scratch.samples[p], rows[p], from, to, scratch.room);
          } else {
            placement.mix(scratch.samples[p], scratch.mask, rows[p], from, to);
          }
        }
      }
      first = end;
    }
  }

  /** Reads the samples of a group of pieces, and their alpha where it is needed. */
  private void read(int plane, float place, int planes, int first, int end) {
    Pieces pieces = scratch.pieces;
    Placement placement = layer.placement(plane);
    Surface shape = layer.plate.surface(plane);
    int from = placement.index[pieces.from(first)];
    int to = Math.min(shape.width, placement.index[pieces.to(end - 1) - 1] + 2);
    for (int p = 0; p < planes; p++) {
      short[] samples = layer.plate.surface(plane + p).samples;
      Between.rows(samples, shape.width, place, 1 / Plate.UNIT).write(from, to, scratch.samples[p]);
    }
    short[] alpha = shape.alpha;
    if (alpha != null && pieces.mixed(first, end)) {
      Between.rows(alpha, shape.width, place, -1 / Plate.OPAQUE).write(from, to, scratch.mask);
    }
  }
}
