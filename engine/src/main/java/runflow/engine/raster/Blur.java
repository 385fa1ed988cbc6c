package runflow.engine.raster;

import java.util.Arrays;

/**
 * Gives each cell of a sheet the mean of those around it; what lies beyond an edge is as what is at
 * the edge. Not thread-safe.
 */
final class Blur {
  private final int width;
  private final int height;
  private final int radius;
  private final float share;

  /** A row, with what lies beyond both its ends. */
  private final float[] line;

  /** The sheet as it was. */
  private final float[] before;

  /** What is around the row that is written, in each column. */
  private final float[] sums;

  Blur(int width, int height, int radius) {
    this.width = width;
    this.height = height;
    this.radius = radius;
    share = 1f / (2 * radius + 1);
    line = new float[width + 2 * radius + 1];
    before = new float[width * height];
    sums = new float[width];
  }

  /** Blurs once across and once down. */
  void pass(float[] sheet) {
    for (int y = 0; y < height; y++) {
      across(sheet, y * width);
    }
    down(sheet);
  }

  private void across(float[] sheet, int start) {
    Arrays.fill(line, 0, radius, sheet[start]);
    System.arraycopy(sheet, start, line, radius, width);
    Arrays.fill(line, radius + width, line.length, sheet[start + width - 1]);
    float sum = 0;
    for (int i = 0; i <= 2 * radius; i++) {
      sum += line[i];
    }
    for (int i = 0; i < width; i++) {
      sheet[start + i] = Math.max(0, sum) * share;
      sum += line[i + 2 * radius + 1] - line[i];
    }
  }

  private void down(float[] sheet) {
    System.arraycopy(sheet, 0, before, 0, before.length);
    Arrays.fill(sums, 0);
    for (int y = -radius; y <= radius; y++) {
      int row = row(y);
      for (int x = 0; x < width; x++) {
        sums[x] += before[row + x];
      }
    }
    for (int y = 0; y < height; y++) {
      int to = y * width;
      int next = row(y + radius + 1);
      int last = row(y - radius);
      for (int x = 0; x < width; x++) {
        sheet[to + x] = Math.max(0, sums[x]) * share;
      }
      for (int x = 0; x < width; x++) {
        sums[x] += before[next + x] - before[last + x];
      }
    }
  }

  private int row(int y) {
    return Math.max(0, Math.min(height - 1, y)) * width;
  }
}
