package runflow.engine.raster;

/**
 * Pixels of a part of a body, one after the other: first where they are, then which way they look.
 * All rows of a part are in one list, since most are too short for vector code. Reused; not
 * thread-safe.
 */
final class Facing {
  /** How many there are. */
  int count;

  /** The column of each, then how far to the right it looks. */
  float[] right = new float[0];

  /** The row of each, then how far up it looks. */
  float[] up = right;

  /** How much of each is covered; not above 0 if nothing is. */
  float[] cover = right;

  /** How far along the part each is, then how much it has of the second skin. */
  float[] other = right;

  /** In which of the directions of a {@link Swatch} each looks. */
  int[] cells = new int[0];

  /** The place of each in the box that is drawn. */
  int[] places = cells;

  /** Forgets all, and makes room for so many. */
  void start(int most) {
    count = 0;
    if (right.length < most) {
      right = new float[most];
      up = new float[most];
      cover = new float[most];
      other = new float[most];
      cells = new int[most];
      places = new int[most];
    }
  }

  /**
   * Adds columns of a row.
   *
   * @param line the place of the row's column 0
   */
  void add(int y, int from, int to, int line) {
    int i = count;
    for (int x = from; x < to; x++) {
      right[i] = x;
      up[i] = y;
      places[i] = line + x;
      i++;
    }
    count = i;
  }
}
