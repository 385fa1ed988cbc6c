package runflow.engine.raster;

import java.util.Arrays;

/**
 * The columns of a row that a layer draws, from left to right: stretches that are opaque or in
 * which there is something. Reused; not thread-safe.
 */
final class Pieces {
  /** Columns between two pieces from which on they are read apart. */
  private static final int FAR = 256;

  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] solid = new boolean[64];
  private int count;

  /** The first gap that is not left of all that was added. */
  private int next;

  /** Forgets all. */
  void clear() {
    count = 0;
    next = 0;
  }

  /** Takes all that is to be seen as opaque. */
  void all(Gaps gaps) {
    clear();
    add(0, Integer.MAX_VALUE, true, gaps);
  }

  /** Adds what is to be seen of some columns that begin no farther left than those before. */
  void add(int first, int last, boolean opaque, Gaps gaps) {
    while (next < gaps.count() && gaps.to(next) <= first) {
      next++;
    }
    for (int gap = next; gap < gaps.count() && gaps.from(gap) < last; gap++) {
      int begin = Math.max(first, gaps.from(gap));
      int end = Math.min(last, gaps.to(gap));
      if (begin < end) {
        add(begin, end, opaque);
      }
    }
  }

  private void add(int first, int last, boolean opaque) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      solid = Arrays.copyOf(solid, 2 * count);
    }
    from[count] = first;
    to[count] = last;
    solid[count] = opaque;
    count++;
  }

  int count() {
    return count;
  }

  int from(int piece) {
    return from[piece];
  }

  int to(int piece) {
    return to[piece];
  }

  boolean solid(int piece) {
    return solid[piece];
  }

  /** One past the last piece that lies close to the one before, from a piece on. */
  int groupEnd(int first) {
    int end = first + 1;
    while (end < count && from[end] - to[end - 1] < FAR) {
      end++;
    }
    return end;
  }

  /** Whether any of some pieces is not opaque. */
  boolean mixed(int first, int end) {
    for (int piece = first; piece < end; piece++) {
      if (!solid[piece]) {
        return true;
      }
    }
    return false;
  }
}
