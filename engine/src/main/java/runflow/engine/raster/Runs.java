package runflow.engine.raster;

import java.util.Arrays;

/**
 * What lies between each row of samples and the next: runs of columns that are opaque or in which
 * there is something, from left to right. Between runs there is nothing. Columns are looked at in
 * blocks.
 */
final class Runs {
  /** Samples in a block, as a power of two. */
  private static final int BLOCK = 3;

  /**
   * Pixels of the picture from which on an opaque or an empty stretch is worth a loop of its own.
   */
  private static final int LONG = 64;

  private static final int EMPTY = 0;
  private static final int MIXED = 1;
  private static final int SOLID = 2;

  /** Where the runs of each row begin in {@link #from}, and where those of the last end. */
  private final int[] start;

  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] solid = new boolean[64];
  private int count;

  /** Blocks that make such a stretch. */
  private final int enough;

  private Runs(int rows, float scale) {
    start = new int[rows + 1];
    enough = Math.max(2, Math.round(LONG / scale) >> BLOCK);
  }

  /**
   * The runs of a plane's alpha, row by row; the last row is taken with itself.
   *
   * @param first the first column of each row that is not empty
   * @param end one past the last column of each row that is not empty
   * @param scale pixels of the picture for a sample
   */
  static Runs of(short[] alpha, int[] first, int[] end, float scale) {
    int rows = first.length;
    int width = alpha.length / rows;
    Runs runs = new Runs(rows, scale);
    int blocks = (width + (1 << BLOCK) - 1) >> BLOCK;
    byte[] above = kinds(alpha, 0, width, blocks);
    byte[] both = new byte[blocks];
    for (int row = 0; row < rows; row++) {
      byte[] below = row + 1 < rows ? kinds(alpha, row + 1, width, blocks) : above;
      for (int block = 0; block < blocks; block++) {
        both[block] = above[block] == below[block] ? above[block] : MIXED;
      }
      rim(both);
      runs.addRow(row, both, width);
      int next = Math.min(row + 1, rows - 1);
      runs.trim(row, least(first, end, row, next), Math.max(end[row], end[next]));
      above = below;
    }
    return runs;
  }

  /** Makes blocks mixed that are opaque beside empty ones: between the two lies a soft edge. */
  private static void rim(byte[] kinds) {
    for (int block = 1; block < kinds.length; block++) {
      if (kinds[block] == EMPTY && kinds[block - 1] == SOLID) {
        kinds[block - 1] = MIXED;
      } else if (kinds[block] == SOLID && kinds[block - 1] == EMPTY) {
        kinds[block] = MIXED;
      }
    }
  }

  /** The first column of two rows that is not empty; that of an empty row does not count. */
  private static int least(int[] first, int[] end, int row, int next) {
    if (first[row] >= end[row]) {
      return first[next];
    }
    return first[next] >= end[next] ? first[row] : Math.min(first[row], first[next]);
  }

  private static byte[] kinds(short[] alpha, int row, int width, int blocks) {
    byte[] kinds = new byte[blocks];
    for (int block = 0; block < blocks; block++) {
      int first = row * width + (block << BLOCK);
      int end = row * width + Math.min(width, (block + 1) << BLOCK);
      int least = Plate.MOST_ALPHA;
      int most = 0;
      for (int i = first; i < end; i++) {
        least = Math.min(least, alpha[i]);
        most = Math.max(most, alpha[i]);
      }
      kinds[block] = (byte) (most == 0 ? EMPTY : least >= Plate.MOST_ALPHA - 8 ? SOLID : MIXED);
    }
    return kinds;
  }

  private void addRow(int row, byte[] kinds, int width) {
    start[row] = count;
    int block = 0;
    while (block < kinds.length) {
      if (kinds[block] == EMPTY) {
        block++;
        continue;
      }
      int same = stretch(kinds, block, SOLID);
      boolean opaque = same - block >= enough;
      int end = opaque ? same : mixed(kinds, block);
      add(block << BLOCK, Math.min(width, end << BLOCK), opaque);
      block = end;
    }
    start[row + 1] = count;
  }

  /** Takes the empty columns off a row's first and last run. */
  private void trim(int row, int first, int end) {
    if (start[row] < count) {
      from[start[row]] = Math.max(from[start[row]], first);
      to[count - 1] = Math.min(to[count - 1], end);
    }
  }

  /** One past the last of the blocks of a kind that begin here. */
  private static int stretch(byte[] kinds, int block, int kind) {
    int end = block;
    while (end < kinds.length && kinds[end] == kind) {
      end++;
    }
    return end;
  }

  /**
   * One past the last block before a long stretch of empty or of opaque ones, or before the end.
   */
  private int mixed(byte[] kinds, int from) {
    int block = from;
    while (block < kinds.length) {
      int kind = kinds[block];
      int end = stretch(kinds, block, kind);
      boolean last = kind == EMPTY && end == kinds.length;
      if (kind != MIXED && (end - block >= enough || last)) {
        return block;
      }
      block = end;
    }
    return block;
  }

  private void add(int first, int end, boolean opaque) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      solid = Arrays.copyOf(solid, 2 * count);
    }
    from[count] = first;
    to[count] = end;
    solid[count] = opaque;
    count++;
  }

  /** The number of a row's first run; runs are numbered through all rows. */
  int first(int row) {
    return start[row];
  }

  /** One past the number of a row's last run. */
  int last(int row) {
    return start[row + 1];
  }

  /** Whether any run of a row is opaque. */
  boolean anySolid(int row) {
    for (int run = first(row); run < last(row); run++) {
      if (solid[run]) {
        return true;
      }
    }
    return false;
  }

  /** The first column of a run. */
  int from(int run) {
    return from[run];
  }

  /** One past the last column of a run. */
  int to(int run) {
    return to[run];
  }

  /** Whether a run is opaque. */
  boolean solid(int run) {
    return solid[run];
  }
}
