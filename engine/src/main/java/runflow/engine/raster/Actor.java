package runflow.engine.raster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.engine.raster.figure.Puppet;
import runflow.engine.raster.figure.Sketch;

/** A figure in a shot: drawn anew for each frame, moved with the layer it stands on. */
final class Actor implements Inset {
  /** Where a figure is on the picture, before the camera moves. */
  interface Track {
    /** The place at a time in seconds. */
    Easel.Stand at(float time);
  }

  /**
   * How a figure takes part.
   *
   * @param layer it is drawn on
   * @param depth of that layer
   * @param pace seconds of its own in a second of the video
   * @param cover rows that nearer ground begins at, by column of the unmoved picture; null if none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Role(int layer, float depth, float pace, float @Nullable [] cover) {}

  private final Puppet puppet;
  private final Role role;
  private final Whereabouts where;
  private final Easel easel;
  private final Canvas canvas;
  private final Sketch sketch = new Sketch();

  /** Luma and alpha of a row at the columns of the picture, for loops that are vector code. */
  private final float[][] room;

  /** How much of what is behind shows at each column of the row of chroma asked for last. */
  private final float[] rest;

  /** Room for a row of chroma. */
  private final float[] fours;

  private int quartered;

  Actor(Puppet puppet, Track track, Role role, Lens lens, Lamp lamp) {
    this.puppet = puppet;
    this.role = role;
    where = new Whereabouts(track, role, lens);
    room = new float[2][lens.width()];
    rest = new float[lens.width() / 2];
    fours = new float[lens.width() / 2];
    easel = new Easel(lens.width(), lens.height(), lamp);
    canvas = easel.canvas;
  }

  @Override
  public int layer() {
    return role.layer();
  }

  @Override
  public void place(Lens lens, View view, List<Layer> layers) {
    sketch.clear();
    puppet.pose(view.time() * role.pace(), sketch);
    Easel.Stand stand = where.at(view);
    easel.draw(sketch, stand, where.end());
    where.cover(canvas.left, canvas.right());
    quartered = -1;
  }

  @Override
  public void add(int plane, int y, float[] row) {
    if (plane == 0) {
      if (y >= canvas.top && y < canvas.bottom()) {
        luma(y, row);
      }
    } else if (2 * y >= canvas.top && 2 * y < canvas.bottom()) {
      chroma(plane, 2 * y, row);
    }
  }

  private void luma(int y, float[] row) {
    int line = y - canvas.top;
    int first = canvas.left + canvas.touched.begin(line);
    int last = canvas.left + canvas.touched.end(line);
    if (first >= last) {
      return;
    }
    float[] samples = room[0];
    float[] alpha = room[1];
    int from = line * canvas.width + first - canvas.left;
    System.arraycopy(canvas.plane(0), from, samples, first, last - first);
    System.arraycopy(canvas.plane(3), from, alpha, first, last - first);
    if (where.clear(y)) {
      for (int x = first; x < last; x++) {
        row[x] = row[x] * (1 - alpha[x]) + samples[x];
      }
      return;
    }
    float[] rows = where.cut();
    float middle = y - 0.5f;
    for (int x = first; x < last; x++) {
      float seen = Math.min(1f, Math.max(0f, rows[x] - middle));
      row[x] = row[x] * (1 - alpha[x] * seen) + samples[x] * seen;
    }
  }

  private void chroma(int plane, int y, float[] row) {
    Shown shown = shown(y - canvas.top);
    if (shown.first >= shown.last) {
      return;
    }
    if (quartered != y) {
      quartered = y;
      quarters(canvas.plane(3), shown, rest);
      hide(y, shown, rest);
      for (int x = shown.first; x < shown.last; x++) {
        rest[x] = 1 - rest[x];
      }
    }
    quarters(canvas.plane(plane), shown, fours);
    hide(y, shown, fours);
    float[] share = rest;
    float[] more = fours;
    for (int x = shown.first; x < shown.last; x++) {
      row[x] = row[x] * share[x] + more[x];
    }
  }

  /**
   * Where a row of chroma shows the figure.
   *
   * @param line the upper of the two lines of the canvas that it shows
   * @param begin the first sample of both
   * @param first column of the row
   * @param last one past its last column
   */
  private record Shown(int line, int begin, int first, int last) {}

  private Shown shown(int line) {
    int most = Math.max(canvas.touched.end(line), canvas.touched.end(below(line)));
    int end = Math.min(most, canvas.width - 1);
    int begin = Math.min(canvas.touched.begin(line), canvas.touched.begin(below(line))) & ~1;
    int first = (canvas.left + begin) / 2;
    return new Shown(line, begin, first, first + (end - begin + 1) / 2);
  }

  /**
   * Writes the means of four samples each, of a line and of the one below it: first down, in a loop
   * that is vector code, then across.
   */
  private void quarters(float[] plane, Shown shown, float[] out) {
    float[] upper = room[0];
    float[] lower = room[1];
    int count = 2 * (shown.last - shown.first);
    int line = shown.line;
    System.arraycopy(plane, line * canvas.width + shown.begin, upper, 0, count);
    System.arraycopy(plane, below(line) * canvas.width + shown.begin, lower, 0, count);
    for (int i = 0; i < count; i++) {
      upper[i] = (upper[i] + lower[i]) * 0.25f;
    }
    for (int x = shown.first, i = 0; x < shown.last; x++, i += 2) {
      out[x] = upper[i] + upper[i + 1];
    }
  }

  /** Takes away what nearer ground hides of a row of chroma. */
  private void hide(int y, Shown shown, float[] row) {
    if (!where.clear(y)) {
      for (int x = shown.first; x < shown.last; x++) {
        row[x] *= where.seen(2 * x, y);
      }
    }
  }

  @Override
  public int from(int plane, int y) {
    int line = line(plane, y);
    if (line < 0) {
      return Integer.MAX_VALUE;
    }
    if (plane == 0) {
      return canvas.left + canvas.touched.begin(line);
    }
    int begin = Math.min(canvas.touched.begin(line), canvas.touched.begin(below(line)));
    return (canvas.left + begin) / 2;
  }

  @Override
  public int to(int plane, int y) {
    int line = line(plane, y);
    if (line < 0) {
      return 0;
    }
    if (plane == 0) {
      return canvas.left + canvas.touched.end(line);
    }
    int end = Math.max(canvas.touched.end(line), canvas.touched.end(below(line)));
    return (canvas.left + end + 1) / 2;
  }

  /** The row of the figure's box that a row of a plane shows, or -1. */
  private int line(int plane, int y) {
    int line = (plane == 0 ? y : 2 * y) - canvas.top;
    return line < canvas.height ? Math.max(-1, line) : -1;
  }

  private int below(int line) {
    return Math.min(line + 1, canvas.height - 1);
  }

  /** What the figure was drawn on for this frame; for a mirror. */
  Canvas canvas() {
    return canvas;
  }
}
