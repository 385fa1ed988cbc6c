package runflow.engine.raster;

/**
 * The way of several who cross the picture in a row, all of them in it from the first second to the
 * last: as far away as that takes, or farther where less of them is behind a crest. What of it they
 * come to nevertheless is shown as if only feet were behind the crest.
 */
final class Caravan {
  /** What the whole way takes of the picture's width, from the last tail to the first nose. */
  private static final float ACROSS = 0.86f;

  /** Metres from one of the row to the next. */
  private static final float GAP = 3.3f;

  /** Metres from where somebody stands to the nose. */
  private static final float NOSE = 1.7f;

  /** Metres from where somebody stands to the tail. */
  private static final float TAIL = 0.9f;

  /** How many times as far away to go rather than behind a crest, the best first. */
  private static final float[] FARTHER = {1.08f, 1.17f, 1.28f, 1.4f, 1.55f, 1.75f, 2};

  /** How deep the ground may be behind a crest, in its units: no deeper than feet. */
  private static final float LOW = 0.35f / Stage.METRES;

  /**
   * Those who go.
   *
   * @param metres that each of them goes
   * @param facing where to: 1 to the right, -1 to the left
   */
  record Row(int count, float metres, float facing) {
    /** As many as the picture has room for. */
    static Row of(Lens lens, float metres, float facing) {
      return new Row(lens.width() > lens.height() ? 4 : 3, metres, facing);
    }

    /** Metres from the last tail in the beginning to the first nose in the end. */
    private float length() {
      return metres + (count - 1) * GAP + NOSE + TAIL;
    }

    /** Metres from the middle of the way to one of them at a share of the way. */
    private float ahead(int number, float share) {
      return (share - 0.5f) * metres + (0.5f * (count - 1) - number) * GAP - 0.5f * (NOSE - TAIL);
    }
  }

  final Row row;
  final float distance;
  private final Lens lens;
  private final Footing footing;
  private final float[] rows;

  /** Units of the ground by which the way is hidden, or too low in the picture, at its worst. */
  private final float hidden;

  /** A way at a distance. */
  Caravan(Lens lens, Footing footing, Row row, float distance) {
    this.lens = lens;
    this.footing = footing;
    this.row = row;
    this.distance = distance;
    rows = footing.smoothed(distance);
    hidden = climb();
  }

  /**
   * The nearest way that is in sight, or else the one of which the least is hidden; twice as far
   * away, half as much counts the same.
   *
   * @param wished distance that the way should not be nearer than
   */
  static Caravan of(Lens lens, Footing footing, Row row, float wished) {
    float least = row.length() * Stage.unit(lens, 1) / (ACROSS * lens.width());
    float nearest = Math.max(wished, least);
    Caravan best = new Caravan(lens, footing, row, nearest);
    for (float times : FARTHER) {
      if (best.hidden <= LOW) {
        return best;
      }
      Caravan other = new Caravan(lens, footing, row, times * nearest);
      best = other.hidden * other.distance < best.hidden * best.distance ? other : best;
    }
    return best;
  }

  /** Raises what of the way is too deep behind a crest, and finds how deep it was. */
  private float climb() {
    float half = 0.5f * row.length() * Stage.unit(lens, distance) / lens.width();
    float most = 0;
    for (int i = 0; i <= Footing.COLUMNS; i++) {
      float across = i / (float) Footing.COLUMNS;
      float crest = footing.crest(across * lens.width(), distance);
      float below = footing.tooLow(rows[i]);
      if (Math.abs(across - 0.5f) <= half) {
        most = Math.max(most, Math.max(rows[i] - crest, below) * distance / lens.focal());
      }
      rows[i] = Math.min(rows[i], crest + LOW * lens.focal() / distance);
    }
    return most;
  }

  /** Where one of the row is at a share of the way; the first has number 0. */
  Easel.Stand at(int number, float share) {
    float unit = Stage.unit(lens, distance);
    float x = 0.5f * lens.width() + row.ahead(number, share) * unit * row.facing;
    return new Easel.Stand(x, footing.at(rows, x), unit, row.facing);
  }
}
