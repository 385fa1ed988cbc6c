package runflow.engine.raster;

/**
 * How much of the petals of a ring other petals hide, from the foot on: the outer ones as long as
 * the flower is shut, the inner ones when it is open.
 *
 * @param shut share of a petal that is hidden in the bud
 * @param out how far the flower is open when all of that has come out
 * @param wide share of a petal that is hidden in the open flower
 * @param from how far the flower is open when that begins to be hidden
 */
record Overlap(float shut, float out, float wide, float from) {
  /** Nothing hides anything. */
  static final Overlap NONE = new Overlap(0, 0, 0, 1);

  /** Lengths of a petal that come out or are hidden while the flower opens wholly. */
  private static final float PACE = 3.5f;

  /** The share of a petal that is hidden while the flower is so far open. */
  float hidden(float open) {
    float before = Math.min(shut, PACE * (out - open));
    float after = Math.min(wide, PACE * (open - from));
    return Math.max(0, Math.max(before, after));
  }
}
