package runflow.engine.raster;

/**
 * The broad shape of ground and its patches of colour at each distance: looked at in every so many
 * columns where those tell what lies between, and a curve without kinks between them, since light
 * would show each kink. Not thread-safe.
 */
final class Rolling {
  /** Columns from one that is looked at to the next. */
  private static final int COLUMNS = 8;

  private static final int AROUND = 4;

  private final Ground ground;
  private final Lens lens;
  private final float[] distances;
  private final float[] footprints;

  /** Column of the picture at which columns are counted from, and what is added to places. */
  private final float origin;

  private final float offset;

  /** At how many of the distances the broad shape is looked at like this. */
  private final int broad;

  /** At how many of the distances patches are, which have small features also far away. */
  private final int near;

  /** Heights at the columns around the current one, two of them on each side. */
  private final float[][] heights;

  private final float[][] patches;

  /** Share of each of these columns in the current one. */
  private final float[] shares = new float[AROUND];

  private int block = Integer.MIN_VALUE;

  /**
   * Ground along a way.
   *
   * @param distances from near to far
   * @param origin column of the picture at which columns are counted from
   * @param offset of the ground to the right
   */
  Rolling(Ground ground, Lens lens, float[] distances, float origin, float offset) {
    this.ground = ground;
    this.lens = lens;
    this.distances = distances;
    this.origin = origin;
    this.offset = offset;
    footprints = new float[distances.length];
    int count = 0;
    for (int k = 0; k < distances.length; k++) {
      int from = Math.max(0, Math.min(k, distances.length - 2));
      float step = distances.length > 1 ? distances[from + 1] - distances[from] : 1;
      footprints[k] = Math.max(distances[k] / lens.focal(), step);
      count += COLUMNS * distances[k] / lens.focal() < ground.gap() ? 1 : 0;
    }
    near = count;
    broad = ground.gap() > 0 ? distances.length : 0;
    heights = new float[AROUND][broad];
    patches = new float[AROUND][near];
  }

  /** The slope of the way that a column shows. */
  float slope(int column) {
    return (origin + column - lens.width() / 2f) / lens.focal();
  }

  /** The size of the smallest feature worth adding at a distance. */
  float footprint(int k) {
    return footprints[k];
  }

  /** Begins a column. */
  void start(int column) {
    int now = Math.floorDiv(column, COLUMNS);
    if (now == block + 1) {
      turn(heights);
      turn(patches);
      look(now + 2, AROUND - 1);
    } else if (now != block) {
      for (int i = 0; i < AROUND; i++) {
        look(now - 1 + i, i);
      }
    }
    block = now;
    float t = (column - now * COLUMNS) / (float) COLUMNS;
    shares[0] = t * (t * (1 - 0.5f * t) - 0.5f);
    shares[1] = t * t * (1.5f * t - 2.5f) + 1;
    shares[2] = t * (t * (2 - 1.5f * t) + 0.5f);
    shares[3] = t * t * (0.5f * t - 0.5f);
  }

  private static void turn(float[][] rows) {
    float[] first = rows[0];
    System.arraycopy(rows, 1, rows, 0, AROUND - 1);
    rows[AROUND - 1] = first;
  }

  private void look(int number, int to) {
    float slope = slope(number * COLUMNS);
    for (int k = 0; k < broad; k++) {
      float d = distances[k];
      heights[to][k] = ground.broad(slope * d + offset, d, footprints[k]);
    }
    for (int k = 0; k < near; k++) {
      float d = distances[k];
      patches[to][k] = ground.patch(slope * d + offset, d);
    }
  }

  /** Height of the ground at a place of the column and its distance. */
  float height(int k, float x) {
    float d = distances[k];
    if (k >= broad) {
      return ground.height(x, d, footprints[k]);
    }
    return between(heights, k) + ground.detail(x, d, footprints[k]);
  }

  /** The patch at a place of the column and its distance. */
  float patch(int k, float x) {
    if (k >= near) {
      return ground.patch(x, distances[k]);
    }
    return between(patches, k);
  }

  private float between(float[][] rows, int k) {
    return rows[0][k] * shares[0]
        + rows[1][k] * shares[1]
        + rows[2][k] * shares[2]
        + rows[3][k] * shares[3];
  }
}
