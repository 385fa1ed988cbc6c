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
  private final Sketch sketch = new Sketch();

  /** Luma and alpha of a row at the columns of the picture, for loops that are vector code. */
  private final float[][] room;

  /** Alpha of four pixels each, for the row of chroma that was asked for last. */
  private final float[] quarters;

  private int quartered;

  Actor(Puppet puppet, Track track, Role role, Lens lens, Lamp lamp) {
    this.puppet = puppet;
    this.role = role;
    where = new Whereabouts(track, role, lens);
    room = new float[2][lens.width()];
    quarters = new float[lens.width() / 2];
    easel = new Easel(lens.width(), lens.height(), lamp);
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
    where.cover(easel.left, easel.left + easel.width);
    quartered = -1;
  }

  @Override
  public void add(int plane, int y, float[] row) {
    if (plane == 0) {
      if (y >= easel.top && y < easel.top + easel.height) {
        luma(y, row);
      }
    } else if (2 * y >= easel.top && 2 * y < easel.top + easel.height) {
      chroma(plane, 2 * y, row);
    }
  }

  private void luma(int y, float[] row) {
    int line = y - easel.top;
    int first = easel.left + easel.touched.begin(line);
    int last = easel.left + easel.touched.end(line);
    if (first >= last) {
      return;
    }
    float[] samples = room[0];
    float[] alpha = room[1];
    int from = line * easel.width + first - easel.left;
    System.arraycopy(easel.plane(0), from, samples, first, last - first);
    System.arraycopy(easel.plane(3), from, alpha, first, last - first);
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
    float[] samples = easel.plane(plane);
    int line = y - easel.top;
    int below = below(line);
    int from = line * easel.width;
    int next = below * easel.width;
    int most = Math.max(easel.touched.end(line), easel.touched.end(below));
    int end = Math.min(most, easel.width - 1);
    int begin = Math.min(easel.touched.begin(line), easel.touched.begin(below)) & ~1;
    float[] rest = quarters(y, begin, end);
    int x = (easel.left + begin) / 2;
    for (int i = begin; i < end; i += 2, x++) {
      float s =
          samples[from + i] + samples[from + i + 1] + samples[next + i] + samples[next + i + 1];
      float seen = where.clear(y) ? 0.25f : 0.25f * where.seen(easel.left + i, y);
      row[x] = row[x] * rest[x] + s * seen;
    }
  }

  /** How much of what is behind shows at each column of a row of chroma. */
  private float[] quarters(int y, int begin, int end) {
    if (quartered != y) {
      quartered = y;
      float[] alpha = easel.plane(3);
      int line = y - easel.top;
      int from = line * easel.width;
      int next = below(line) * easel.width;
      int x = (easel.left + begin) / 2;
      for (int i = begin; i < end; i += 2, x++) {
        float a = alpha[from + i] + alpha[from + i + 1] + alpha[next + i] + alpha[next + i + 1];
        quarters[x] = 1 - a * (where.clear(y) ? 0.25f : 0.25f * where.seen(easel.left + i, y));
      }
    }
    return quarters;
  }

  @Override
  public int from(int plane, int y) {
    int line = line(plane, y);
    if (line < 0) {
      return Integer.MAX_VALUE;
    }
    if (plane == 0) {
      return easel.left + easel.touched.begin(line);
    }
    int begin = Math.min(easel.touched.begin(line), easel.touched.begin(below(line)));
    return (easel.left + begin) / 2;
  }

  @Override
  public int to(int plane, int y) {
    int line = line(plane, y);
    if (line < 0) {
      return 0;
    }
    if (plane == 0) {
      return easel.left + easel.touched.end(line);
    }
    int end = Math.max(easel.touched.end(line), easel.touched.end(below(line)));
    return (easel.left + end + 1) / 2;
  }

  /** The row of the figure's box that a row of a plane shows, or -1. */
  private int line(int plane, int y) {
    int line = (plane == 0 ? y : 2 * y) - easel.top;
    return line < easel.height ? Math.max(-1, line) : -1;
  }

  private int below(int line) {
    return Math.min(line + 1, easel.height - 1);
  }

  /** What the picture has at a pixel of the figure; for a mirror. */
  Easel easel() {
    return easel;
  }
}
