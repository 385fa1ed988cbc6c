package runflow.engine.raster;

import java.util.Arrays;

/**
 * The columns of a row that nothing nearer hides, as stretches from left to right. Reused; not
 * thread-safe.
 */
final class Gaps {
  private int[] from = new int[8];
  private int[] to = new int[8];
  private int count;

  /** Nothing hides any of so many columns. */
  void open(int columns) {
    from[0] = 0;
    to[0] = columns;
    count = 1;
  }

  /** Takes over what others are. */
  void set(Gaps others) {
    room(others.count);
    System.arraycopy(others.from, 0, from, 0, others.count);
    System.arraycopy(others.to, 0, to, 0, others.count);
    count = others.count;
  }

  /** Hides columns. */
  void hide(int first, int last) {
    int at = 0;
    while (at < count && to[at] <= first) {
      at++;
    }
    int end = at;
    while (end < count && from[end] < last) {
      end++;
    }
    if (at == end) {
      return;
    }
    boolean before = from[at] < first;
    boolean after = to[end - 1] > last;
    int right = to[end - 1];
    int keep = (before ? 1 : 0) + (after ? 1 : 0);
    room(count + 1);
    System.arraycopy(from, end, from, at + keep, count - end);
    System.arraycopy(to, end, to, at + keep, count - end);
    count += at + keep - end;
    if (before) {
      to[at] = first;
    }
    if (after) {
      from[at + keep - 1] = last;
      to[at + keep - 1] = right;
    }
  }

  private void room(int size) {
    if (size > from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
    }
  }

  /** How many stretches there are. */
  int count() {
    return count;
  }

  /** The first column of a stretch. */
  int from(int number) {
    return from[number];
  }

  /** One past the last column of a stretch. */
  int to(int number) {
    return to[number];
  }
}
