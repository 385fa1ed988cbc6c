package runflow.engine.raster;

import org.jspecify.annotations.Nullable;

/**
 * Draws rows of a plate with fewer samples than the picture has pixels: across once for each row of
 * the plate, down for each row of the picture. Not thread-safe.
 */
final class CoarseRows implements Rows {
  private final Layer layer;
  private final Stretched[] colours = new Stretched[3];
  private final @Nullable Stretched[] covers = new Stretched[3];

  CoarseRows(Layer layer, Lens lens) {
    this.layer = layer;
    for (int plane = 0; plane < 3; plane++) {
      Surface surface = layer.plate.surface(plane);
      int columns = plane == 0 ? lens.width() : lens.width() / 2;
      colours[plane] = stretched(surface, surface.samples, 1 / Plate.UNIT, columns);
      short[] alpha = surface.alpha;
      if (alpha != null) {
        covers[plane] =
            plane == 2 ? covers[1] : stretched(surface, alpha, 1 / Plate.OPAQUE, columns);
      }
    }
  }

  private Stretched stretched(Surface surface, short[] samples, float unit, int columns) {
    var source = new Stretched.Source(samples, surface.width, surface.from, surface.to, unit);
    return new Stretched(source, columns);
  }

  @Override
  public void start() {
    for (int plane = 0; plane < 3; plane++) {
      colours[plane].start();
      Stretched cover = covers[plane];
      if (cover != null) {
        cover.start();
      }
    }
  }

  @Override
  public void replace(int first, int y, float[][] rows, Gaps gaps) {
    Surface surface = layer.plate.surface(first);
    Placement placement = layer.placement(first);
    float place = Math.min(surface.height - 1.001f, Math.max(0, placement.row(y)));
    int j = (int) place;
    for (int p = 0; p < rows.length; p++) {
      float[] above = colours[first + p].row(j, placement);
      float[] below = colours[first + p].row(j + 1, placement);
      for (int gap = 0; gap < gaps.count(); gap++) {
        mix(above, below, place - j, rows[p], gaps.from(gap), gaps.to(gap));
      }
    }
  }

  private static void mix(float[] above, float[] below, float low, float[] row, int from, int to) {
    float top = 1 - low;
    for (int i = from; i < to; i++) {
      row[i] = above[i] * top + below[i] * low;
    }
  }

  @Override
  public void blend(int first, int y, float[][] rows, Gaps gaps) {
    Surface surface = layer.plate.surface(first);
    Placement placement = layer.placement(first);
    float place = Math.min(surface.height - 1.001f, placement.row(y));
    int j = (int) place;
    Stretched cover = covers[first];
    if (cover == null) {
      replace(first, y, rows, gaps);
      return;
    }
    if (surface.empty(j) && surface.empty(j + 1)) {
      return;
    }
    float[] above = cover.row(j, placement);
    float[] below = cover.row(j + 1, placement);
    int from = Math.min(cover.first(j), cover.first(j + 1));
    int to = Math.max(cover.last(j), cover.last(j + 1));
    for (int p = 0; p < rows.length; p++) {
      Ink ink = ink(first + p, j, placement, above, below);
      for (int gap = 0; gap < gaps.count(); gap++) {
        int begin = Math.max(from, gaps.from(gap));
        ink.lay(place - j, begin, Math.min(to, gaps.to(gap)), rows[p]);
      }
    }
  }

  private Ink ink(int plane, int row, Placement placement, float[] above, float[] below) {
    float[] plain = layer.plate.plain;
    if (plain != null) {
      return new Plain(plain[plane], above, below);
    }
    Stretched colour = colours[plane];
    return new Lines(colour.row(row, placement), colour.row(row + 1, placement), above, below);
  }

  /** What is laid over a row between two rows of a plate. */
  private sealed interface Ink {
    /** Lays columns; {@code low} is how near the lower of the two rows is, 0 to 1. */
    void lay(float low, int from, int to, float[] row);
  }

  /** One value, and two rows of alpha, one above the other. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Plain(float value, float[] coverAbove, float[] coverBelow) implements Ink {
    @Override
    public void lay(float low, int from, int to, float[] row) {
      float[] a0 = coverAbove;
      float[] a1 = coverBelow;
      float top = 1 - low;
      for (int i = from; i < to; i++) {
        row[i] += (value - row[i]) * (a0[i] * top + a1[i] * low);
      }
    }
  }

  /** Two rows of colour and of alpha, one above the other. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Lines(float[] above, float[] below, float[] coverAbove, float[] coverBelow)
      implements Ink {
    @Override
    public void lay(float low, int from, int to, float[] row) {
      float[] c0 = above;
      float[] c1 = below;
      float[] a0 = coverAbove;
      float[] a1 = coverBelow;
      float top = 1 - low;
      for (int i = from; i < to; i++) {
        float a = a0[i] * top + a1[i] * low;
        row[i] = row[i] * (1 - a) + (c0[i] * top + c1[i] * low);
      }
    }
  }
}
