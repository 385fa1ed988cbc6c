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

  /** What these are made of, and the first stretch of it that was not yet taken over in full. */
  private Gaps source = this;

  private int next;

  /** The first column of that stretch that nothing hides so far. */
  private int begin;

  /** Nothing hides any of so many columns. */
  void open(int columns) {
    from[0] = 0;
    to[0] = columns;
    count = 1;
  }

  /** Nothing is left. */
  void close() {
    count = 0;
  }

  /** Becomes what others are, less what is hidden from then on until the {@link #end}. */
  void start(Gaps others) {
    source = others;
    next = 0;
    begin = others.from[0];
    count = 0;
  }

  /** Hides columns that lie to the right of those hidden before. */
  void hide(int first, int last) {
    Gaps others = source;
    while (next < others.count && others.to[next] <= first) {
      takeRest();
    }
    if (next == others.count || first >= last) {
      return;
    }
    if (begin < first) {
      add(begin, first);
    }
    while (next < others.count && others.to[next] <= last) {
      begin = others.from[++next];
    }
    begin = Math.max(begin, last);
  }

  /** Takes over what is right of all that is hidden. */
  void end() {
    while (next < source.count) {
      takeRest();
    }
  }

  private void takeRest() {
    add(begin, source.to[next]);
    begin = source.from[++next];
  }

  private void add(int first, int last) {
    room(count + 2);
    from[count] = first;
    to[count] = last;
    count++;
  }

  /** Makes room for so many stretches; one past the last is looked at, too. */
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
