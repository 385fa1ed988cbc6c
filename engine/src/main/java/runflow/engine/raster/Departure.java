package runflow.engine.raster;

/**
 * The way of somebody who walks away from the camera along a column of the picture, in sight from
 * the first second to the last. Where the ground sinks much behind a crest they go elsewhere if
 * they can; what of it they come to nevertheless is shown as if it were as high as the crest.
 */
final class Departure {
  /** Widths of the picture from its middle to a column to go along, the best first. */
  private static final float[] ASIDE = {0.13f, 0.07f, 0.19f, 0.01f, -0.06f};

  /** Shares of a wished distance to start at, the best first. */
  private static final float[] SHARES = {1, 1.2f, 1.5f, 1.9f};

  /** How deep the ground may sink behind a crest, in its units: a third of somebody. */
  private static final float LOW = 0.6f / Stage.METRES;

  final float column;
  final float start;
  private final Lens lens;
  private final Footing footing;
  private final float length;
  private final float[] rows = new float[Footing.COLUMNS + 1];

  /** Units of the ground by which the way is hidden, or too low in the picture, at its worst. */
  private final float hidden;

  private Departure(Lens lens, Footing footing, float column, float start, float length) {
    this.lens = lens;
    this.footing = footing;
    this.column = column;
    this.start = start;
    this.length = length;
    hidden = follow();
  }

  /**
   * The first way that is in sight, or else the one of which the least is hidden; twice as far
   * away, half as much counts the same.
   *
   * @param wished distance at which to start
   * @param length of the way, in units of the ground
   * @param side on which to go: -1 left, 1 right
   */
  static Departure of(Lens lens, Footing footing, float wished, float length, float side) {
    float usual = column(lens, ASIDE[0] * side);
    float start = footing.seen(wished, usual - 1, usual + 1);
    Departure best = new Departure(lens, footing, usual, start, length);
    for (float share : SHARES) {
      for (float aside : ASIDE) {
        if (best.hidden <= LOW) {
          return best;
        }
        float column = column(lens, aside * side);
        Departure other = new Departure(lens, footing, column, share * wished, length);
        best = other.hidden * other.start < best.hidden * best.start ? other : best;
      }
    }
    return best;
  }

  private static float column(Lens lens, float aside) {
    return lens.width() * (0.5f + aside);
  }

  /** Finds the rows of the way, and how much of it is hidden. */
  private float follow() {
    float most = 0;
    float crest = Float.MAX_VALUE;
    float before = footing.first();
    for (int i = 0; i <= Footing.COLUMNS; i++) {
      float distance = distance(i / (float) Footing.COLUMNS);
      for (; before < Footing.OWN * distance; before *= Footing.STEP) {
        crest = Math.min(crest, footing.ground(column, before));
      }
      float row = footing.ground(column, distance);
      float below = footing.tooLow(row);
      most = Math.max(most, Math.max(row - crest, below) * distance / lens.focal());
      rows[i] = Math.min(row, crest);
    }
    return most;
  }

  /** The distance at a share of the way. */
  float distance(float share) {
    return start + length * share;
  }

  /** The row of the feet at a share of the way. */
  float row(float share) {
    return footing.at(rows, share * lens.width());
  }
}
