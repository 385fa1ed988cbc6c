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
  private final Cut start = new Cut();
  private final Cut end = new Cut();
  private final Cut next = new Cut();
  private Section from = new Section(0, 0, 1, 0, 1);
  private Section to = from;
  private boolean begins;
  private boolean ends;

  private float reach;
  private float top;
  private float bottom;
  private int first;
  private int last;

  /** A line through the middle of a section: what lies to one side of it is cut off. */
  private static final class Cut {
    /** Columns of a direction below which it counts as upright. */
    private static final float STEEP = 0.0001f;

    private float x;
    private float y;
    private float slope;

    /** Whether it is what lies to the left that is cut off. */
    private boolean left;

    /** Leaves what lies in a direction from a section on. */
    void set(Section section, float dx, float dy) {
      x = section.x;
      y = section.y;
      left = dx > -STEEP;
      slope = dy / (left ? Math.max(STEEP, dx) : dx);
    }

    /** The column at which it crosses a row. */
    float column(float row) {
      return x - (row - y) * slope;
    }
  }

  /** Takes the part that begins at one of the sections of a body. */
  void set(Section[] all, int number) {
    from = all[number];
    to = all[number + 1];
    begins = number == 0;
    ends = number + 2 == all.length;
    Section after = all[Math.min(number + 2, all.length - 1)];
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    start.set(from, dx, dy);
    end.set(to, -dx, -dy);
    next.set(to, to.x - after.x, to.y - after.y);
    reach = Math.max(LEAST, Math.max(from.radius, to.radius)) + 0.5f;
    capsule.set(from.x, from.y, to.x - from.x, to.y - from.y, reach);
    top = Math.min(from.y, to.y) - reach;
    bottom = Math.max(from.y, to.y) + reach;
  }

  /** Widens a box to all that it may touch. */
  void bound(Box box) {
    box.add(from.x, from.y, reach);
    box.add(to.x, to.y, reach);
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
    float low = capsule.begin(y);
    float high = capsule.end(y);
    if (!begins) {
      float at = start.column(y);
      low = start.left ? Math.max(low, at) : low;
      high = start.left ? high : Math.min(high, at);
    }
    if (!ends && end.left == next.left) {
      float at = end.column(y);
      float other = next.column(y);
      low = end.left ? Math.max(low, Math.min(at, other)) : low;
      high = end.left ? high : Math.min(high, Math.max(at, other));
    }
    first = (int) Math.ceil(low);
    last = (int) Math.floor(high) + 1;
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

  /**
   * Finds what pixels show of the part.
   *
   * @param under how much of the second skin is on what faces down
   */
  void look(Facing at, float under) {
    place(at);
    if (Math.min(from.dense, to.dense) < 1) {
      melt(at);
    }
    if (Math.min(from.radius, to.radius) < 0.5f) {
      thin(at);
    }
    other(at, under);
    Swatch.cells(at, Math.max(from.radius, to.radius));
  }

  private void place(Facing at) {
    float bx = to.x - from.x;
    float by = to.y - from.y;
    float share = 1 / Math.max(0.0001f, bx * bx + by * by);
    float startX = from.x;
    float startY = from.y;
    float wide = drawn(from.radius);
    float wider = drawn(to.radius) - wide;
    float[] right = at.right;
    float[] up = at.up;
    float[] along = at.other;
    float[] cover = at.cover;
    for (int i = 0; i < at.count; i++) {
      float px = right[i] - startX;
      float py = up[i] - startY;
      float way = (px * bx + py * by) * share;
      float part = 0.5f + 0.5f * (Math.abs(way) - Math.abs(way - 1));
      float radius = wide + wider * part;
      float unit = 1 / radius;
      float nx = (px - bx * part) * unit;
      float ny = (by * part - py) * unit;
      right[i] = nx;
      up[i] = ny;
      along[i] = part;
      cover[i] = Math.min(1, (1 - Maths.sqrt(nx * nx + ny * ny)) * radius + 0.5f);
    }
  }

  /** Where a body melts into what is under it, its rims do so first. */
  private void melt(Facing at) {
    float first = from.dense;
    float more = to.dense - first;
    float[] right = at.right;
    float[] up = at.up;
    float[] along = at.other;
    float[] cover = at.cover;
    for (int i = 0; i < at.count; i++) {
      float dense = first + more * along[i];
      float rest = 1 - (1 - dense) * 2.5f * (right[i] * right[i] + up[i] * up[i]);
      cover[i] *= dense * 0.5f * (rest + Math.abs(rest));
    }
  }

  /** What is thinner than a pixel covers less of it. */
  private void thin(Facing at) {
    float first = 2 * from.radius;
    float more = 2 * to.radius - first;
    float[] along = at.other;
    float[] cover = at.cover;
    for (int i = 0; i < at.count; i++) {
      cover[i] *= Math.min(1, first + more * along[i]);
    }
  }

  private void other(Facing at, float under) {
    float first = from.other;
    float more = to.other - first;
    float below = 0.8f * under;
    float[] up = at.up;
    float[] other = at.other;
    for (int i = 0; i < at.count; i++) {
      float low = -0.25f - up[i];
      other[i] = Math.min(1, first + more * other[i] + below * (low + Math.abs(low)));
    }
  }
}
