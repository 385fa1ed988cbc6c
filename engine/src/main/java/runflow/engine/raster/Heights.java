package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Heights and patches of the ground in the columns of a tract, one column at a time. Where the
 * ground is smooth they are found in every few columns only, and curved between those. Not
 * thread-safe.
 */
final class Heights {
  /** Most columns from one that is found to the next, as a power of two. */
  private static final int MOST = 3;

  /** Fewest that are worth it, as a power of two. */
  private static final int FEWEST = 2;

  private final Ground ground;
  private final Lens lens;
  private final float left;
  private final float offset;
  private final float[] distances;

  /** Size of the smallest feature worth adding at each distance. */
  private final float[] footprints;

  /** Columns from one that is found to the next, as a power of two; 0 if every one is. */
  private final int spacing;

  /** Four columns that were found, by their number. */
  private final @Nullable Knot[] knots = new Knot[4];

  private final float[] curved;
  private float slope;

  /** The column that was found last before the started one or in it, and the next. */
  private @Nullable Knot before;

  private @Nullable Knot after;

  /** How far the started column is between these. */
  private float share;

  /**
   * Heights of a ground.
   *
   * @param left picture column of the first column
   * @param offset where the ground's middle is, in its own units
   * @param distances from near to far
   */
  Heights(Ground ground, Lens lens, float left, float offset, float[] distances) {
    this.ground = ground;
    this.lens = lens;
    this.left = left;
    this.offset = offset;
    this.distances = distances;
    footprints = footprints(distances, lens.focal());
    spacing = spacing(ground, distances[distances.length - 1] / lens.focal());
    curved = new float[spacing == 0 ? 0 : distances.length];
  }

  private static float[] footprints(float[] distances, float focal) {
    float[] out = new float[distances.length];
    float step = 1;
    for (int k = 0; k < out.length; k++) {
      step = k + 1 < out.length ? distances[k + 1] - distances[k] : step;
      out[k] = Math.max(distances[k] / focal, step);
    }
    return out;
  }

  private int spacing(Ground ground, float column) {
    float columns = ground.smooth(distances[distances.length - 1]) / column;
    int power = MOST;
    while (power >= FEWEST && 1 << power > columns) {
      power--;
    }
    return power < FEWEST ? 0 : power;
  }

  /** A column that was found: its number, and the heights and the patches in it, some not yet. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Knot(int number, float[] heights, float[] patches) {}

  /** Goes to a column. */
  void start(int column) {
    slope = slope(column);
    if (spacing > 0) {
      int number = column >> spacing;
      share = (column - (number << spacing)) / (float) (1 << spacing);
      before = knot(number);
      after = knot(number + 1);
      float[] first = knot(number - 1).heights;
      curve(first, before.heights, after.heights, knot(number + 2).heights, share);
    }
  }

  private float slope(int column) {
    return (left + column - lens.width() / 2f) / lens.focal();
  }

  /** How far to the side the started column goes for each unit of distance. */
  float slope() {
    return slope;
  }

  /** Size of the smallest feature worth adding at a distance. */
  float footprint(int k) {
    return footprints[k];
  }

  /** Height over the zero level at a distance in the started column. */
  float at(int k) {
    return spacing > 0 ? curved[k] : find(slope, k);
  }

  /** How far the colour at a distance in the started column is between two. */
  float patch(int k) {
    if (before == null || after == null) {
      return findPatch(slope, k);
    }
    return Maths.mix(patch(before, k), patch(after, k), share);
  }

  private float patch(Knot knot, int k) {
    if (Float.isNaN(knot.patches[k])) {
      knot.patches[k] = findPatch(slope(knot.number << spacing), k);
    }
    return knot.patches[k];
  }

  private float findPatch(float way, int k) {
    float d = distances[k];
    return ground.patch(way * d + offset, d, footprints[k]);
  }

  private float find(float way, int k) {
    float d = distances[k];
    return ground.height(way * d + offset, d, footprints[k]);
  }

  private Knot knot(int number) {
    int slot = number & 3;
    Knot held = knots[slot];
    if (held != null && held.number == number) {
      return held;
    }
    float way = slope(number << spacing);
    float[] heights = new float[distances.length];
    for (int k = 0; k < heights.length; k++) {
      heights[k] = find(way, k);
    }
    float[] patches = new float[distances.length];
    Arrays.fill(patches, Float.NaN);
    Knot found = new Knot(number, heights, patches);
    knots[slot] = found;
    return found;
  }

  /** Lays a smooth curve through four columns, of which the middle two are on either side. */
  private void curve(float[] a, float[] b, float[] c, float[] d, float share) {
    float square = share * share;
    float cube = square * share;
    float first = -0.5f * cube + square - 0.5f * share;
    float second = 1.5f * cube - 2.5f * square + 1;
    float third = -1.5f * cube + 2 * square + 0.5f * share;
    float fourth = 0.5f * cube - 0.5f * square;
    float[] out = curved;
    for (int k = 0; k < out.length; k++) {
      out[k] = a[k] * first + b[k] * second + c[k] * third + d[k] * fourth;
    }
  }
}
