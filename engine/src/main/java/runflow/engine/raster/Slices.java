package runflow.engine.raster;

/**
 * How a room is cut into plates by distance, so finely that none moves much more than the next.
 * Each reaches a little over the cuts at its ends, and nearer ones fade into those behind them.
 */
final class Slices {
  /** How far apart two cuts are, in parts of the picture that they move by for a metre. */
  private static final float APART = 0.06f;

  private static final int FEWEST = 2;
  private static final int MOST = 8;

  /** Where a slice begins, in shares of the cut before it. */
  private static final float BEFORE = 0.75f;

  /** Where a slice ends, in shares of the cut behind it. */
  private static final float BEYOND = 1.02f;

  /** Cuts, of which the first is the nearest that a picture shows and the last the end wall. */
  private final float[] cuts;

  private Slices(float[] cuts) {
    this.cuts = cuts;
  }

  /** Those of a room that a lens looks into. */
  static Slices of(Lens lens, Chamber.Box box) {
    float side = box.half() / (lens.width() / 2f);
    float floor = Chamber.EYE / (lens.height() - lens.horizon());
    float ceiling = (box.high() - Chamber.EYE) / lens.horizon();
    float nearest = lens.focal() * Math.min(side, Math.min(floor, ceiling));
    float all = 1 / nearest - 1 / box.end();
    int count = Math.clamp(Math.round(all / APART), FEWEST, MOST);
    float[] cuts = new float[count + 1];
    for (int k = 0; k <= count; k++) {
      cuts[k] = 1 / (1 / nearest - all * k / count);
    }
    return new Slices(cuts);
  }

  /** How many there are, numbered from the nearest. */
  int count() {
    return cuts.length - 1;
  }

  /** Where a slice begins. */
  float near(int slice) {
    return slice == 0 ? 0 : cuts[slice] * BEFORE;
  }

  /** Where a slice ends; far behind the wall for the last. */
  float far(int slice) {
    return cuts[slice + 1] * (last(slice) ? 10 : BEYOND);
  }

  /** Whether nothing is behind a slice. */
  boolean last(int slice) {
    return slice == count() - 1;
  }

  /** The depth that a slice moves at. */
  float depth(int slice) {
    return depthAt(2 / (1 / cuts[slice] + 1 / cuts[slice + 1]));
  }

  /** The depth that what stands in the room moves at: a little less than where it stands. */
  static float depthAt(float distance) {
    return 0.7f * distance + 1.2f;
  }
}
