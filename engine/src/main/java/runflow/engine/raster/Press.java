package runflow.engine.raster;

/**
 * Fills plates from paints, two rows at a time, so that no colour picture of the whole plate ever
 * exists. Not thread-safe.
 */
final class Press {
  /** Across and down, in samples from the middle: one point, two, and a turned square of four. */
  private static final float[][] POINTS = {
    {0, 0},
    {-0.25f, -0.25f, 0.25f, 0.25f},
    {-0.375f, -0.125f, 0.125f, -0.375f, 0.375f, 0.125f, -0.125f, 0.375f}
  };

  private final Tone tone;
  private final float[] colour = new float[4];

  Press(Tone tone) {
    this.tone = tone;
  }

  /** An opaque plate. */
  Plate opaque(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(region, depth, false), 1, paint);
  }

  /** A plate with alpha. */
  Plate clear(Region region, float depth, Paint paint) throws InterruptedException {
    return fill(new Plate(region, depth, true), 1, paint);
  }

  /** Fills a plate from one, two or four points for each of its samples. */
  Plate fill(Plate plate, int points, Paint paint) throws InterruptedException {
    int width = plate.region.width();
    float[] pair = new float[2 * width * 4];
    Brush brush = new Brush(paint, POINTS[points / 2]);
    for (int row = 0; row < plate.region.height(); row += 2) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      for (int line = 0; line < 2; line++) {
        paintLine(plate.region, row + line, brush, pair, line * width * 4);
      }
      store(plate, row, pair);
    }
    return plate.done();
  }

  /** A paint, and where within a sample it is asked. */
  private static final class Brush {
    final Paint paint;
    final float[] points;

    Brush(Paint paint, float[] points) {
      this.paint = paint;
      this.points = points;
    }
  }

  private void paintLine(Region region, int row, Brush brush, float[] out, int offset) {
    float[] points = brush.points;
    float weight = 2f / points.length;
    float scale = region.scale();
    for (int column = 0; column < region.width(); column++) {
      float y = 0;
      float u = 0;
      float v = 0;
      float a = 0;
      float left = region.left() + column * scale;
      float top = region.top() + row * scale;
      for (int p = 0; p < points.length; p += 2) {
        colour[3] = 1;
        brush.paint.at(left + points[p] * scale, top + points[p + 1] * scale, colour);
        float alpha = colour[3];
        if (alpha > 0) {
          tone.apply(colour);
          y += colour[0] * alpha;
          u += colour[1] * alpha;
          v += colour[2] * alpha;
          a += alpha;
        }
      }
      int at = offset + column * 4;
      out[at] = y * weight;
      out[at + 1] = u * weight;
      out[at + 2] = v * weight;
      out[at + 3] = a * weight;
    }
  }

  private static void store(Plate plate, int row, float[] pair) {
    int width = plate.region.width();
    for (int line = 0; line < 2; line++) {
      int to = (row + line) * width;
      int at = line * width * 4;
      for (int x = 0; x < width; x++) {
        plate.luma.samples[to + x] = (short) (pair[at + x * 4] * Plate.UNIT + 0.5f);
      }
      short[] mask = plate.luma.alpha;
      if (mask != null) {
        for (int x = 0; x < width; x++) {
          mask[to + x] = (short) (pair[at + x * 4 + 3] * Plate.OPAQUE + 0.5f);
        }
      }
    }
    storeHalf(plate.blue.samples, row, pair, 1);
    storeHalf(plate.red.samples, row, pair, 2);
    short[] mask = plate.blue.alpha;
    if (mask != null) {
      storeHalf(mask, row, pair, 3);
    }
  }

  private static void storeHalf(short[] out, int row, float[] pair, int channel) {
    int width = pair.length / 8;
    int half = width / 2;
    float unit = channel == 3 ? Plate.OPAQUE : Plate.UNIT;
    int to = row / 2 * half;
    for (int x = 0; x < half; x++) {
      int at = x * 8 + channel;
      float sum = pair[at] + pair[at + 4] + pair[at + width * 4] + pair[at + width * 4 + 4];
      out[to + x] = (short) (sum * (unit / 4) + 0.5f);
    }
  }
}
