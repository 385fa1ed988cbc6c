package runflow.engine.raster;

import java.util.Arrays;

/**
 * What the columns of a terrain before the current one have shown at each distance, so that the
 * current one need not look at what lies deep under nearer ground, nor at every shadow. Not
 * thread-safe.
 */
final class Past {
  /** Of distances that lie deep under nearer ground every so many are looked at. */
  private static final int STRIDE = 4;

  /** Of distances in the light every so many are asked for the shadow on them. */
  private static final int LIT = 4;

  private final float[] heights;
  private final float[] depths;
  private final float[] shadows;
  private final float margin;

  /** Every so many columns all distances are looked at but those that lie deepest. */
  private final int fresh;

  private int column;
  private float shadow;

  /** How many rows the distance looked at last in this column lies under nearer ground. */
  private float sunk;

  /**
   * Nothing yet.
   *
   * @param margin rows under nearer ground from which on ground stays hidden for a few columns
   * @param fresh for how many columns, with the one in which it was looked at
   */
  Past(int distances, float margin, int fresh) {
    heights = new float[distances];
    depths = new float[distances];
    shadows = new float[distances];
    this.margin = margin;
    this.fresh = fresh;
    Arrays.fill(heights, Float.NaN);
    Arrays.fill(shadows, Float.NaN);
  }

  /** Begins a column, by how many were looked at before. */
  void start(int number) {
    column = number;
    shadow = Float.NaN;
    sunk = 0;
  }

  /**
   * Whether the ground at a distance is sure to be hidden in this column; if so it is forgotten.
   */
  boolean skips(int k) {
    boolean deep = column % fresh != 0 && depths[k] >= margin;
    if (!deep && (k % STRIDE == 0 || sunk < STRIDE * margin)) {
      return false;
    }
    if (!deep) {
      depths[k] = sunk;
    }
    heights[k] = Float.NaN;
    hide(k);
    return true;
  }

  /** Height at a distance in the column before, or NaN. */
  float height(int k) {
    return heights[k];
  }

  /** Notes the height at a distance, and how many rows it lies under nearer ground. */
  void set(int k, float height, float deep) {
    heights[k] = height;
    depths[k] = deep;
    sunk = deep;
    if (deep >= 0) {
      hide(k);
    }
  }

  private void hide(int k) {
    shadow = Float.NaN;
    shadows[k] = Float.NaN;
  }

  /** How much of the sun reaches a distance, as its neighbours know, or NaN if it must be found. */
  float sun(int k) {
    if (column % 2 == 1 && !Float.isNaN(shadows[k])) {
      return shadows[k];
    }
    return k % LIT != 0 ? shadow : Float.NaN;
  }

  /** How much of the sun reaches the distance noted last. */
  float shadow() {
    return shadow;
  }

  /** Notes how much of the sun reaches a distance. */
  void light(int k, float sun) {
    shadow = sun;
    shadows[k] = sun;
  }
}
