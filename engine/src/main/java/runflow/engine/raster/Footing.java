package runflow.engine.raster;

import runflow.engine.scene.Figure;

/** Where the ground is on the picture, and how much of it can be seen. */
final class Footing {
  /** Places across the picture at which the ground is looked at. */
  static final int COLUMNS = 32;

  /** The lowest row on which feet look well, in heights of the picture. */
  private static final float LOWEST = 0.9f;

  /** How much worse it is to walk at the picture's lower edge than behind a crest. */
  private static final float BELOW = 3;

  /** How much farther away each look at the ground is than the one before. */
  static final float STEP = 1.02f;

  /** The part of the way to a place on which no crest is another than its own. */
  static final float OWN = 0.985f;

  private final Lens lens;
  private final Terrain terrain;
  private final float nearest;

  /**
   * The footing on a ground.
   *
   * @param nearest distance before which there is water
   */
  Footing(Lens lens, Terrain terrain, float nearest) {
    this.lens = lens;
    this.terrain = terrain;
    this.nearest = nearest;
  }

  float nearest() {
    return nearest;
  }

  /** The highest row of the ground before a distance, by column. */
  float[] cover(float distance) {
    float[] rough = new float[COLUMNS + 1];
    for (int i = 0; i <= COLUMNS; i++) {
      rough[i] = highest(lens.width() * i / (float) COLUMNS, distance);
    }
    float[] rows = new float[lens.width()];
    for (int x = 0; x < rows.length; x++) {
      float at = x * COLUMNS / (float) rows.length;
      int i = (int) at;
      rows[x] = Maths.mix(rough[i], rough[i + 1], at - i);
    }
    return rows;
  }

  /** The distance of the first ground that can hide what lies behind it. */
  float first() {
    return Math.max(0.8f, nearest * 0.8f);
  }

  private float highest(float column, float distance) {
    float row = lens.height() * 2;
    for (float d = first(); d < distance * 0.97f; d += 0.06f * d) {
      row = Math.min(row, ground(column, d));
    }
    return Math.max(row, ground(column, distance) - 0.02f * lens.height());
  }

  /** The highest row of the ground that lies before a place and is not its own. */
  float crest(float column, float distance) {
    float row = Float.MAX_VALUE;
    for (float d = first(); d < OWN * distance; d *= STEP) {
      row = Math.min(row, ground(column, d));
    }
    return row;
  }

  /** Rows behind a crest that are as bad as feet on a row; below zero if it is high enough. */
  float tooLow(float row) {
    return BELOW * (row - LOWEST * lens.height());
  }

  /** Whether no nearer ground hides a place. */
  boolean visible(float column, float distance) {
    return ground(column, distance) <= highest(column, distance) + 1;
  }

  /** The row of the ground at a column and a distance. */
  float ground(float column, float distance) {
    return lens.horizon() + terrain.below(column, distance) * lens.focal() / distance;
  }

  /**
   * A stretch of ground between two columns.
   *
   * @param sunk units of the ground that feet on it may sink into snow or grass
   */
  record Stretch(float from, float to, float sunk) {}

  /** The distance near a wished one at which most of a stretch of ground can be seen. */
  float seen(float wished, float from, float to) {
    return seen(wished, 0.88f * wished, new Stretch(from, to, 0));
  }

  /** The same, not nearer than a least distance. */
  float seen(float wished, float least, Stretch stretch) {
    float best = wished;
    float most = -1;
    for (float k : new float[] {1, 1.15f, 0.88f, 0.74f, 0.6f, 0.5f, 1.3f, 1.5f, 1.8f, 2.2f, 2.8f}) {
      float d = wished * k;
      float hidden = -9 * stretch.sunk() * lens.focal() / d;
      for (int i = 0; i <= 8; i++) {
        float x = Maths.mix(stretch.from(), stretch.to(), i / 8f);
        float row = ground(x, d);
        hidden += Math.max(0, row - highest(x, d)) + Math.max(0, row - lens.height() * LOWEST);
      }
      float score = 1 / (1 + Math.max(0, hidden)) - 0.02f * Math.abs(k - 1);
      if (score > most && d >= Math.max(nearest, least)) {
        most = score;
        best = d;
      }
    }
    return best;
  }

  /** Rows of the ground at a distance, evened out: a walker does not jump from stone to stone. */
  float[] smoothed(float distance) {
    float[] rows = new float[COLUMNS + 1];
    for (int i = 0; i <= COLUMNS; i++) {
      float x = lens.width() * i / (float) COLUMNS;
      float step = lens.width() * 0.25f / COLUMNS;
      rows[i] =
          (ground(x - step, distance) + 2 * ground(x, distance) + ground(x + step, distance)) / 4;
    }
    return rows;
  }

  /** A row between the columns of {@link #smoothed}, without a kink. */
  float at(float[] rows, float x) {
    float place = Math.max(0, Math.min(COLUMNS - 0.001f, x * COLUMNS / lens.width()));
    int i = (int) place;
    float f = place - i;
    float before = rows[Math.max(0, i - 1)];
    float after = rows[Math.min(COLUMNS, i + 2)];
    float a = rows[i];
    float b = rows[i + 1];
    float m0 = (b - before) / 2;
    float m1 = (after - a) / 2;
    float f2 = f * f;
    float f3 = f2 * f;
    return (2 * f3 - 3 * f2 + 1) * a
        + (f3 - 2 * f2 + f) * m0
        + (3 * f2 - 2 * f3) * b
        + (f3 - f2) * m1;
  }

  /** How far away a figure looks best, in units of the ground. */
  static float distance(Figure figure) {
    return switch (figure) {
      case ASTRONAUT -> 3.1f;
      case CAMPFIRE -> 3.6f;
      case LANDER -> 6.4f;
      case WALKER -> 4.0f;
      case CAT -> 2.1f;
      case FOX -> 2.8f;
      case WOLF, DOG -> 3.5f;
      case DEER -> 4.7f;
      case HORSE -> 5.8f;
      case BIG_CAT, BEAR -> 6.2f;
      case CAMEL -> 6.6f;
      case ELEPHANT -> 7.2f;
      case TREE -> 8.2f;
      case PALM -> 7.4f;
      case CAR -> 7.5f;
      case HOUSE -> 12;
      case LIGHTHOUSE -> 22;
      case TRAIN -> 14;
      case BALLOON -> 20;
      case BIRDS -> 13;
      case BOAT, WHALE -> Float.MAX_VALUE;
    };
  }
}
