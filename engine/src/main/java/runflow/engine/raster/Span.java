package runflow.engine.raster;

/** The part of a body between two round sections, in pixels. Reused; not thread-safe. */
final class Span {
  private static final float LEAST = 0.35f;

  /**
   * A section.
   *
   * @param other how much of it has the second skin
   * @param dense how much it covers, 0 to 1
   */
  record Section(float x, float y, float radius, float other, float dense) {}

  private final Capsule capsule = new Capsule();
  private final Columns before = new Columns();
  private final Columns behind = new Columns();
  private Section from = new Section(0, 0, 1, 0, 1);
  private Section to = from;
  private boolean begins;
  private boolean ends;

  /** Where the next part goes. */
  private float onX;

  private float onY;
  private float top;
  private float bottom;
  private int first;
  private int last;

  /** The columns of a row that lie on one side of a line. */
  private static final class Columns {
    private static final int FAR = 1 << 20;

    private float from;
    private float to;

    /** Those that lie in a direction from a section on. */
    void set(Section section, float dx, float dy, int y) {
      float rest = (y - section.y) * dy;
      from = -FAR;
      to = FAR;
      if (Math.abs(dx) < 0.0001f) {
        to = rest >= 0 ? FAR : -FAR;
      } else if (dx > 0) {
        from = Math.max(-FAR, Math.min(FAR, section.x - rest / dx));
      } else {
        to = Math.max(-FAR, Math.min(FAR, section.x - rest / dx));
      }
    }

    int first() {
      return (int) Math.ceil(from);
    }

    int last() {
      return (int) Math.floor(to) + 1;
    }
  }

  /** Takes the part that begins at one of the sections of a body. */
  void set(Section[] all, int number) {
    from = all[number];
    to = all[number + 1];
    begins = number == 0;
    ends = number + 2 == all.length;
    Section next = all[Math.min(number + 2, all.length - 1)];
    onX = next.x - to.x;
    onY = next.y - to.y;
    float reach = Math.max(LEAST, Math.max(from.radius, to.radius)) + 0.5f;
    capsule.set(from.x, from.y, to.x - from.x, to.y - from.y, reach);
    top = Math.min(from.y, to.y) - reach;
    bottom = Math.max(from.y, to.y) + reach;
  }

  /** The first row that it may touch. */
  float top() {
    return top;
  }

  /** The last row that it may touch. */
  float bottom() {
    return bottom;
  }

  /**
   * Finds the columns of a row that this part may cover. What lies before its first section is the
   * part's before it; what lies behind its second one is the next part's, but for the gap on the
   * outside of a bend, which its round end fills.
   */
  void row(int y) {
    capsule.row(y);
    first = capsule.from();
    last = capsule.to();
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    if (!begins) {
      before.set(from, dx, dy, y);
      first = Math.max(first, before.first());
      last = Math.min(last, before.last());
    }
    if (!ends) {
      before.set(to, -dx, -dy, y);
      behind.set(to, -onX, -onY, y);
      first = Math.max(first, Math.min(before.first(), behind.first()));
      last = Math.min(last, Math.max(before.last(), behind.last()));
    }
  }

  /** The first column of the row. */
  int first() {
    return first;
  }

  /** One past the last column of the row. */
  int last() {
    return last;
  }

  /** The radius that is drawn at least, to which thinner ones fade. */
  private static float drawn(float radius) {
    return Math.max(LEAST, radius);
  }

  /** The larger of its two radii. */
  float wide() {
    return Math.max(from.radius, to.radius);
  }

  /** Whether all that lies well inside is covered wholly. */
  boolean plain() {
    return from.dense == 1 && to.dense == 1 && Math.min(from.radius, to.radius) > 2;
  }

  /**
   * Finds where columns of a row are on the part: how far along, and which way they look.
   *
   * @param ramp 0, 1, 2 and so on, since a loop that counts floats cannot become vector code
   */
  void place(int y, int begin, int end, float[] ramp, Where where) {
    float bx = to.x - from.x;
    float by = to.y - from.y;
    float share = 1 / Math.max(0.0001f, bx * bx + by * by);
    float down = y - from.y;
    float start = from.x;
    float rest = down * by;
    float wide = drawn(from.radius);
    float wider = drawn(to.radius) - wide;
    float[] along = where.along;
    float[] right = where.right;
    float[] low = where.low;
    for (int x = begin; x < end; x++) {
      float px = ramp[x] - start;
      float way = (px * bx + rest) * share;
      float part = 0.5f + 0.5f * (Math.abs(way) - Math.abs(way - 1));
      float unit = 1 / (wide + wider * part);
      along[x] = part;
      right[x] = (px - bx * part) * unit;
      low[x] = (down - by * part) * unit;
    }
  }

  /** Places of columns on a part: how far along 0 to 1, and in radii to the right and down. */
  @SuppressWarnings("ArrayRecordComponent")
  record Where(float[] along, float[] right, float[] low) {}

  /** How much is covered so far along, where {@code q} is the square of the way to the rim. */
  float cover(float along, float q) {
    float full = from.radius + (to.radius - from.radius) * along;
    float radius = drawn(full);
    float inner = 1 - 0.5f / radius;
    boolean inside = inner > 0 && q < inner * inner;
    float cover = inside ? 1 : Math.min(1, (1 - Maths.sqrt(q)) * radius + 0.5f);
    float dense = from.dense + (to.dense - from.dense) * along;
    if (dense < 1) {
      // Where a body melts into what is under it, its rims do so first.
      cover *= dense * Math.max(0, 1 - (1 - dense) * 2.5f * q);
    }
    return full < 0.5f ? cover * 2 * full : cover;
  }

  /** How much has the second skin so far along. */
  float other(float along) {
    return from.other + (to.other - from.other) * along;
  }
}
