package runflow.engine.raster;

/**
 * How near the parts of a picture seem, from cheap cues: what is low, sharp and strong in colour is
 * near; what is high, soft and pale is far. A coarse, smooth grid. Immutable once built.
 */
final class Relievo {
  private static final int COLUMNS = 40;
  private static final int ROWS = 40;

  private final float[] grid = new float[COLUMNS * ROWS];

  Relievo(Plate plate) {
    float[] sharp = new float[grid.length];
    float[] vivid = new float[grid.length];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int at = row * COLUMNS + column;
        sharp[at] = contrast(plate.luma, row, column);
        vivid[at] = (colour(plate.blue, row, column) + colour(plate.red, row, column)) / 60;
      }
    }
    for (int at = 0; at < grid.length; at++) {
      int row = at / COLUMNS;
      float low = row / (ROWS - 1f);
      float middle = 1 - Math.abs(at % COLUMNS / (COLUMNS - 1f) - 0.5f);
      float cues = 0.5f * Maths.clamp(sharp[at]) + 0.25f * Maths.clamp(vivid[at]) + 0.25f * middle;
      grid[at] = 0.62f * low * low + 0.38f * cues;
    }
    for (int pass = 0; pass < 5; pass++) {
      soften();
    }
  }

  private static float contrast(Surface luma, int row, int column) {
    int x0 = column * (luma.width - 2) / COLUMNS;
    int x1 = (column + 1) * (luma.width - 2) / COLUMNS;
    int y0 = row * (luma.height - 2) / ROWS;
    int y1 = (row + 1) * (luma.height - 2) / ROWS;
    float sum = 0;
    int count = 1;
    for (int y = y0; y < y1; y += 2) {
      for (int x = x0; x < x1; x += 2) {
        int at = y * luma.width + x;
        sum += Math.abs(luma.samples[at] - luma.samples[at + 1]);
        sum += Math.abs(luma.samples[at] - luma.samples[at + luma.width]);
        count++;
      }
    }
    return sum / (count * 2 * Plate.UNIT * 6);
  }

  private static float colour(Surface chroma, int row, int column) {
    int x = (2 * column + 1) * chroma.width / (2 * COLUMNS);
    int y = (2 * row + 1) * chroma.height / (2 * ROWS);
    return Math.abs(chroma.samples[y * chroma.width + x] / Plate.UNIT - 128);
  }

  private void soften() {
    float[] before = grid.clone();
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            int y = Math.min(ROWS - 1, Math.max(0, row + dy));
            int x = Math.min(COLUMNS - 1, Math.max(0, column + dx));
            sum += before[y * COLUMNS + x];
          }
        }
        grid[row * COLUMNS + column] = sum / 9;
      }
    }
  }

  /** Fills a row of nearness, 0 far to 1 near; {@code v} is 0 at the top and 1 at the bottom. */
  void row(float v, float[] out, int length) {
    float y = Maths.clamp(v) * (ROWS - 1.001f);
    int j = (int) y;
    float f = y - j;
    for (int x = 0; x < length; x++) {
      float u = x * ((COLUMNS - 1.001f) / length);
      int i = (int) u;
      int at = j * COLUMNS + i;
      float top = grid[at] + (grid[at + 1] - grid[at]) * (u - i);
      float low = grid[at + COLUMNS] + (grid[at + COLUMNS + 1] - grid[at + COLUMNS]) * (u - i);
      out[x] = top + (low - top) * f;
    }
  }

  /** The mean nearness of a row. */
  float mean(float v) {
    int j = (int) (Maths.clamp(v) * (ROWS - 1));
    float sum = 0;
    for (int i = 0; i < COLUMNS; i++) {
      sum += grid[j * COLUMNS + i];
    }
    return sum / COLUMNS;
  }
}
