package runflow.engine.raster;

/** Where a figure is in a frame, and what nearer ground hides of it. Reused; not thread-safe. */
final class Whereabouts {
  private final Actor.Track track;
  private final Actor.Role role;
  private final Lens lens;

  /** Row at which nearer ground begins, by column. */
  private final float[] cut;

  /** The lowest row at which nearer ground begins; beyond the picture if there is none. */
  private final float deepest;

  /** The highest row of the figure that nearer ground may hide. */
  private float clear;

  private Parallax moved;

  Whereabouts(Actor.Track track, Actor.Role role, Lens lens) {
    this.track = track;
    this.role = role;
    this.lens = lens;
    cut = new float[lens.width()];
    moved = new Parallax(lens, 1, 0, 0);
    float none = 3f * lens.height();
    float lowest = role.cover() == null ? none : 0;
    if (role.cover() != null) {
      for (float row : role.cover()) {
        lowest = Math.max(lowest, row);
      }
    }
    deepest = lowest;
    clear = none;
  }

  /** Where the figure stands in a frame. */
  Easel.Stand at(View view) {
    moved = Parallax.of(role.depth(), lens, view);
    Easel.Stand on = track.at(view.time() * role.pace());
    float unit = on.unit() * moved.zoom();
    return new Easel.Stand(moved.column(on.x()), moved.row(on.y()), unit, on.facing());
  }

  /** One past the last row in which anything of the figure can be seen. */
  int end() {
    return (int) Math.min(lens.height(), moved.row(deepest) + 4) & ~1;
  }

  /** Finds what is hidden between two columns. */
  void cover(int first, int last) {
    float[] cover = role.cover();
    clear = 3f * lens.height();
    if (cover != null) {
      float middle = lens.width() / 2f;
      for (int i = first; i < last; i++) {
        int at = Math.round((i - middle - moved.x()) / moved.zoom() + middle);
        cut[i] = moved.row(cover[Math.max(0, Math.min(cover.length - 1, at))]);
        clear = Math.min(clear, cut[i]);
      }
    }
  }

  /** Whether nothing hides any of a row. */
  boolean clear(int y) {
    return y + 0.5f <= clear;
  }

  /** Rows at which nearer ground begins, between the columns that it was looked for. */
  float[] cut() {
    return cut;
  }

  /** How much of a row shows over nearer ground at a column. */
  float seen(int column, int y) {
    return Maths.clamp(cut[column] - y + 0.5f);
  }
}
