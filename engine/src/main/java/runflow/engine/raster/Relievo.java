package runflow.engine.raster;

import java.util.Arrays;

/**
 * How near the parts of a picture seem, 0 far to 1 near, at the corners of a grid of cells. From
 * cheap cues: what is low, sharp, strong in colour or unlike the edges of the picture is near; what
 * looks like the smooth top of it is far. Nearness spreads over parts of one colour and stops at
 * their borders; then near parts grow a slope around them, so that it is the ground beside a thing
 * that stretches when the camera moves and not the thing. Immutable once built.
 */
final class Relievo {
  private static final int LONG = 80;
  private static final int SHORT = 45;
  private static final int SPREADING = 60;

  /** The most that nearness changes from a corner to the next. */
  private static final float SLOPE = 0.075f;

  final int columns;
  final int rows;

  /** One more corner than cells in each direction. */
  private final float[] near;

  /** The brightest part of the picture, in its widths and heights. */
  private float lightX = 0.5f;

  private float lightY = 0.3f;

  private final float[] luma;
  private final float[] blue;
  private final float[] red;

  Relievo(Plate plate) {
    boolean wide = plate.luma.width > plate.luma.height;
    columns = wide ? LONG : SHORT;
    rows = wide ? SHORT : LONG;
    near = new float[(columns + 1) * (rows + 1)];
    luma = new float[near.length];
    blue = new float[near.length];
    red = new float[near.length];
    float[] detail = new float[near.length];
    look(plate, detail);
    estimate(detail);
    for (int pass = 0; pass < SPREADING; pass++) {
      spread();
    }
    stretch();
    slope();
    findLight();
  }

  private int at(int column, int row) {
    return row * (columns + 1) + column;
  }

  private void look(Plate plate, float[] detail) {
    int stepX = Math.max(1, plate.luma.width / columns / 8);
    int stepY = Math.max(1, plate.luma.height / rows / 8);
    for (int row = 0; row <= rows; row++) {
      for (int column = 0; column <= columns; column++) {
        float x = column / (float) columns * (plate.luma.width - 10) + 1;
        float y = row / (float) rows * (plate.luma.height - 10) + 1;
        int at = at(column, row);
        float sum = 0;
        float rough = 0;
        for (int j = 0; j < 4; j++) {
          for (int i = 0; i < 4; i++) {
            int px = Math.min(plate.luma.width - 2, (int) x + i * stepX);
            int py = Math.min(plate.luma.height - 2, (int) y + j * stepY);
            int k = py * plate.luma.width + px;
            short v = plate.luma.samples[k];
            sum += v;
            rough += Math.abs(v - plate.luma.samples[k + 1]);
            rough += Math.abs(v - plate.luma.samples[k + plate.luma.width]);
          }
        }
        luma[at] = sum / (16 * Plate.UNIT);
        detail[at] = rough / (32 * Plate.UNIT);
        blue[at] = chroma(plate.blue, x, y);
        red[at] = chroma(plate.red, x, y);
      }
    }
  }

  private static float chroma(Surface surface, float x, float y) {
    int px = Math.min(surface.width - 1, (int) x / 2);
    int py = Math.min(surface.height - 1, (int) y / 2);
    return surface.samples[py * surface.width + px] / Plate.UNIT - 128;
  }

  private void estimate(float[] detail) {
    float[] sky = mean(0, columns, 0, rows / 8);
    float[] left = mean(0, columns / 12, rows / 4, rows);
    float[] right = mean(columns - columns / 12, columns, rows / 4, rows);
    for (int row = 0; row <= rows; row++) {
      for (int column = 0; column <= columns; column++) {
        int at = at(column, row);
        float low = row / (float) rows;
        float side = Math.abs(column / (float) columns - 0.5f) * 2;
        float unlike = Math.min(away(at, left), Math.min(away(at, right), away(at, sky)));
        float glare = Maths.smooth(180, 225, luma[at]) * (1 - low);
        float subject = Maths.smooth(10, 45, unlike) * (1 - side * side) * (1 - glare);
        float air = 1 - Maths.smooth(12, 55, away(at, sky) + 5 * detail[at]);
        float vivid = Maths.clamp((Math.abs(blue[at]) + Math.abs(red[at])) / 50);
        float sharp = Maths.clamp(detail[at] / 8);
        float ground = low * Maths.sqrt(low);
        near[at] =
            0.45f * ground
                + 0.4f * subject
                + 0.12f * sharp
                + 0.08f * vivid
                - 0.3f * air * (1 - low * low);
      }
    }
  }

  private float[] mean(int fromColumn, int toColumn, int fromRow, int toRow) {
    float[] sum = new float[3];
    int count = 0;
    for (int row = fromRow; row <= toRow; row++) {
      for (int column = fromColumn; column <= toColumn; column++) {
        int at = at(column, row);
        sum[0] += luma[at];
        sum[1] += blue[at];
        sum[2] += red[at];
        count++;
      }
    }
    return new float[] {sum[0] / count, sum[1] / count, sum[2] / count};
  }

  private float away(int at, float[] colour) {
    return 0.6f * Math.abs(luma[at] - colour[0])
        + 1.4f * Math.abs(blue[at] - colour[1])
        + 1.4f * Math.abs(red[at] - colour[2]);
  }

  /** Each corner takes the mean of itself and of neighbours that look like it. */
  private void spread() {
    float[] before = near.clone();
    for (int row = 0; row <= rows; row++) {
      for (int column = 0; column <= columns; column++) {
        int at = at(column, row);
        float sum = before[at];
        float weights = 1;
        for (int way = 0; way < 4; way++) {
          int c = column + (way == 0 ? -1 : way == 1 ? 1 : 0);
          int r = row + (way == 2 ? -1 : way == 3 ? 1 : 0);
          if (c >= 0 && r >= 0 && c <= columns && r <= rows) {
            int other = at(c, r);
            float like = likeness(at, other);
            sum += like * before[other];
            weights += like;
          }
        }
        near[at] = sum / weights;
      }
    }
  }

  private float likeness(int a, int b) {
    float apart =
        0.6f * Math.abs(luma[a] - luma[b])
            + 1.4f * Math.abs(blue[a] - blue[b])
            + 1.4f * Math.abs(red[a] - red[b]);
    float q = apart / 14;
    return 1 / (1 + q * q * q);
  }

  /** Brings most of the picture to 0 to 1. */
  private void stretch() {
    float[] sorted = near.clone();
    Arrays.sort(sorted);
    float low = sorted[sorted.length / 20];
    float high = sorted[sorted.length - 1 - sorted.length / 20];
    float span = Math.max(0.25f, high - low);
    for (int i = 0; i < near.length; i++) {
      near[i] = Maths.clamp((near[i] - low) / span);
    }
  }

  /** Lifts the far side of every step until no step is higher than the slope allows. */
  private void slope() {
    for (int row = 0; row <= rows; row++) {
      for (int column = 0; column <= columns; column++) {
        lift(at(column, row), column > 0 ? at(column - 1, row) : at(column, row));
        lift(at(column, row), row > 0 ? at(column, row - 1) : at(column, row));
      }
    }
    for (int row = rows; row >= 0; row--) {
      for (int column = columns; column >= 0; column--) {
        lift(at(column, row), column < columns ? at(column + 1, row) : at(column, row));
        lift(at(column, row), row < rows ? at(column, row + 1) : at(column, row));
      }
    }
  }

  private void lift(int at, int beside) {
    near[at] = Math.max(near[at], near[beside] - SLOPE);
  }

  private void findLight() {
    float best = 0;
    for (int row = 2; row < rows - 1; row++) {
      for (int column = 2; column < columns - 1; column++) {
        float sum = 0;
        for (int r = -2; r <= 2; r++) {
          for (int c = -2; c <= 2; c++) {
            sum += luma[Math.min(near.length - 1, at(column + c, row + r))];
          }
        }
        if (sum > best) {
          best = sum;
          lightX = column / (float) columns;
          lightY = row / (float) rows;
        }
      }
    }
  }

  /** Nearness at a corner. */
  float near(int column, int row) {
    return near[at(column, row)];
  }

  /** Luma around a corner, 16 to 235. */
  float luma(int column, int row) {
    return luma[at(column, row)];
  }

  /** A copy of the luma of all corners. */
  float[] luma() {
    return luma.clone();
  }

  float lightX() {
    return lightX;
  }

  float lightY() {
    return lightY;
  }
}
