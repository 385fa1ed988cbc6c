package runflow.engine.raster;

/**
 * A coarse sheet on which strokes are laid over each other and then blurred, as a lens does with
 * what is too near. Coordinates are cells. Not thread-safe.
 */
final class Smudge {
  /** Cover that counts as none. */
  private static final float LEAST = 0.004f;

  /** Cover, light and hue, the last two multiplied by cover. */
  private final float[][] cells;

  private final int width;
  private final int height;

  Smudge(int width, int height) {
    this.width = width;
    this.height = height;
    cells = new float[3][width * height];
  }

  /** What is laid: how bright, and where between two colours, both 0 to 1. */
  record Ink(float light, float hue) {}

  /** A point with a radius. */
  record Knot(float x, float y, float radius) {}

  /** Lays a stroke that tapers from one knot to another. */
  void stroke(Knot from, Knot to, Ink ink) {
    float dx = to.x - from.x;
    float dy = to.y - from.y;
    float length = 1 / Math.max(0.0001f, dx * dx + dy * dy);
    float reach = Math.max(from.radius, to.radius) + 0.5f;
    int x0 = Math.max(0, (int) (Math.min(from.x, to.x) - reach));
    int x1 = Math.min(width, (int) (Math.max(from.x, to.x) + reach) + 1);
    int y0 = Math.max(0, (int) (Math.min(from.y, to.y) - reach));
    int y1 = Math.min(height, (int) (Math.max(from.y, to.y) + reach) + 1);
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        float px = x - from.x;
        float py = y - from.y;
        float along = Maths.clamp((px * dx + py * dy) * length);
        px -= dx * along;
        py -= dy * along;
        float away = px * px + py * py;
        if (away > reach * reach) {
          continue;
        }
        float radius = from.radius + (to.radius - from.radius) * along;
        float over = radius + 0.5f - Maths.sqrt(away);
        if (over > 0) {
          lay(y * width + x, Math.min(Math.min(1, 2 * radius), over), ink);
        }
      }
    }
  }

  private void lay(int at, float alpha, Ink ink) {
    float rest = 1 - alpha;
    cells[0][at] = cells[0][at] * rest + alpha;
    cells[1][at] = cells[1][at] * rest + alpha * ink.light;
    cells[2][at] = cells[2][at] * rest + alpha * ink.hue;
  }

  /** Blurs by a radius, in cells; three passes make it round. */
  void blur(int radius) {
    Blur blur = new Blur(width, height, radius);
    for (float[] sheet : cells) {
      for (int pass = 0; pass < 3; pass++) {
        blur.pass(sheet);
      }
    }
  }

  /** The same with half as many cells across and down. */
  Smudge halved() {
    Smudge half = new Smudge(width / 2, height / 2);
    for (int c = 0; c < cells.length; c++) {
      for (int y = 0; y < half.height; y++) {
        for (int x = 0; x < half.width; x++) {
          int from = 2 * y * width + 2 * x;
          float top = cells[c][from] + cells[c][from + 1];
          float low = cells[c][from + width] + cells[c][from + width + 1];
          half.cells[c][y * half.width + x] = (top + low) * 0.25f;
        }
      }
    }
    return half;
  }

  /**
   * Writes cover at a place, and light and hue if there is any; nothing is laid beyond the edges.
   */
  void at(float x, float y, float[] out) {
    out[0] = 0;
    over(x, y, out);
  }

  /** Does so if there is more cover than was written before; returns whether there is. */
  boolean over(float x, float y, float[] out) {
    float px = Math.max(0, Math.min(width - 1.01f, x));
    float py = Math.max(0, Math.min(height - 1.01f, y));
    int i = (int) px;
    int j = (int) py;
    int at = j * width + i;
    float cover = mean(cells[0], at, px - i, py - j);
    if (cover < LEAST || cover <= out[0]) {
      return false;
    }
    out[0] = Math.min(1, cover);
    out[1] = mean(cells[1], at, px - i, py - j) / cover;
    out[2] = mean(cells[2], at, px - i, py - j) / cover;
    return true;
  }

  /** What lies between a cell, the next one, and the two below. */
  private float mean(float[] sheet, int at, float across, float down) {
    float top = Maths.mix(sheet[at], sheet[at + 1], across);
    float low = Maths.mix(sheet[at + width], sheet[at + width + 1], across);
    return Maths.mix(top, low, down);
  }

  /** Between which cells of each row anything is laid. */
  Ends ends() {
    Ends out = new Ends(width, new int[height], new int[height]);
    for (int y = 0; y < height; y++) {
      int first = 0;
      while (first < width && cells[0][y * width + first] == 0) {
        first++;
      }
      int last = first < width ? width - 1 : -1;
      while (last > first && cells[0][y * width + last] == 0) {
        last--;
      }
      out.first[y] = first;
      out.last[y] = last;
    }
    return out;
  }

  /**
   * The first and the last cell of each row in which anything is laid; past each other if there is
   * none.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ends(int width, int[] first, int[] last) {
    /** The place up to which nothing is laid between a row and the next. */
    float before(float y) {
      int row = row(y);
      int cell = Math.min(first[row], first[row + 1]);
      return cell == 0 ? Float.NEGATIVE_INFINITY : cell - 1;
    }

    /** The place from which on nothing is laid between a row and the next. */
    float after(float y) {
      int row = row(y);
      int cell = Math.max(last[row], last[row + 1]);
      return cell == width - 1 ? Float.POSITIVE_INFINITY : cell + 1;
    }

    private int row(float y) {
      return (int) Math.max(0, Math.min(first.length - 1.01f, y));
    }
  }
}
