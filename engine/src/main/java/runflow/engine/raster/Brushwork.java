package runflow.engine.raster;

import java.util.List;
import runflow.engine.scene.Style;

/**
 * Paints plates over in areas of even colour: each sample takes the mean of that square beside it
 * which varies least, so that surfaces become flat and edges stay.
 */
final class Brushwork {
  private Brushwork() {}

  /** Paints every layer over if the style is a painted one. */
  static void over(List<Layer> layers, Style style, Lens lens) {
    float size = size(style);
    if (size > 0) {
      for (Layer layer : layers) {
        Plate plate = layer.plate;
        int side = Math.round(size * lens.scale() / plate.region.scale());
        if (side > 0) {
          paint(plate.luma, side);
          paint(plate.blue, Math.max(1, side / 2));
          paint(plate.red, Math.max(1, side / 2));
        }
      }
    }
  }

  /** Whether a style changes samples by what lies beside them. */
  static boolean paints(Style style) {
    return size(style) > 0;
  }

  private static float size(Style style) {
    return switch (style) {
      case NATURAL, CINEMATIC, NOIR, VINTAGE -> 0;
      case WATERCOLOUR -> 4;
      case ANIME -> 2.6f;
    };
  }

  private static void paint(Surface surface, int side) {
    int width = surface.width;
    int rows = 2 * side + 1;
    long[][] sums = new long[rows + 1][width + 1];
    long[][] squares = new long[rows + 1][width + 1];
    long[][] cover = new long[rows + 1][width + 1];
    short[] from = surface.samples.clone();
    Window window = new Window(sums, squares, cover, side);
    for (int y = -side; y < surface.height + side; y++) {
      window.take(surface, from, y);
      int at = y - side;
      if (at >= side && at < surface.height - side) {
        for (int x = side; x < width - side; x++) {
          int best = window.best(x);
          if (best >= 0) {
            surface.samples[at * width + x] = (short) best;
          }
        }
      }
    }
  }

  /** Running sums over the rows around one row. */
  private record Window(long[][] sums, long[][] squares, long[][] cover, int side) {
    /** Adds a row and forgets the oldest. */
    void take(Surface surface, short[] from, int y) {
      rotate(sums);
      rotate(squares);
      rotate(cover);
      int last = sums.length - 1;
      int width = surface.width;
      short[] alpha = surface.alpha;
      for (int x = 0; x < width; x++) {
        boolean in = y >= 0 && y < surface.height;
        long v = in ? from[y * width + x] : 0;
        long a = !in ? 0 : alpha == null ? 1 : alpha[y * width + x] >= Plate.OPAQUE - 64 ? 1 : 0;
        add(sums, last, x, v);
        add(squares, last, x, v * v);
        add(cover, last, x, a);
      }
    }

    private static void rotate(long[][] rows) {
      long[] first = rows[0];
      System.arraycopy(rows, 1, rows, 0, rows.length - 1);
      rows[rows.length - 1] = first;
    }

    /** Sums over all rows above and all columns before. */
    private static void add(long[][] rows, int last, int x, long v) {
      rows[last][x + 1] = rows[last][x] - rows[last - 1][x] + rows[last - 1][x + 1] + v;
    }

    /** The mean of the calmest square at a column of the middle row, or -1 if none is opaque. */
    int best(int x) {
      int n = (side + 1) * (side + 1);
      long least = Long.MAX_VALUE;
      int mean = -1;
      for (int k = 0; k < 4; k++) {
        int left = (k & 1) == 0 ? x - side : x;
        int top = (k & 2) == 0 ? 0 : side;
        if (area(cover, left, top) == n) {
          long sum = area(sums, left, top);
          long spread = area(squares, left, top) * n - sum * sum;
          if (spread < least) {
            least = spread;
            mean = (int) (sum / n);
          }
        }
      }
      return mean;
    }

    private long area(long[][] rows, int left, int top) {
      int right = left + side + 1;
      int bottom = top + side + 1;
      return rows[bottom][right] - rows[top][right] - rows[bottom][left] + rows[top][left];
    }
  }
}
