package runflow.engine.raster;

import java.util.Arrays;

/**
 * Scales a picture to a plate with a tent filter and turns it to YUV, one source row at a time. Not
 * thread-safe.
 */
final class Scaler {
  private final Pixels pixels;
  private final Region region;
  private final int[] source;
  private final float ratio;
  private final float support;
  private final float[][] ring;
  private final int[] held;

  Scaler(Pixels pixels, Region region) {
    this.pixels = pixels;
    this.region = region;
    source = new int[pixels.width()];
    ratio = pixels.width() / (float) region.width();
    support = Math.max(1, ratio);
    int slots = (int) (2 * support) + 3;
    ring = new float[slots][region.width() * 3];
    held = new int[slots];
    Arrays.fill(held, -1);
  }

  /** The picture as an opaque plate. */
  Plate plate(float depth) throws InterruptedException {
    Plate plate = new Plate(region, depth, false);
    int width = region.width();
    float[][] pair = new float[2][width * 3];
    float down = pixels.height() / (float) region.height();
    for (int y = 0; y < region.height(); y += 2) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      blend((y + 0.5f) * down - 0.5f, pair[0]);
      blend((y + 1.5f) * down - 0.5f, pair[1]);
      for (int line = 0; line < 2; line++) {
        for (int x = 0; x < width; x++) {
          plate.luma.samples[(y + line) * width + x] =
              (short) (pair[line][x * 3] * Plate.UNIT + 0.5f);
        }
      }
      for (int x = 0; x < width / 2; x++) {
        int at = y / 2 * (width / 2) + x;
        plate.blue.samples[at] = quarter(pair, x * 6 + 1);
        plate.red.samples[at] = quarter(pair, x * 6 + 2);
      }
    }
    return plate.done();
  }

  private static short quarter(float[][] pair, int at) {
    float sum = pair[0][at] + pair[0][at + 3] + pair[1][at] + pair[1][at + 3];
    return (short) (sum * (Plate.UNIT / 4) + 0.5f);
  }

  private void blend(float centre, float[] out) {
    int from = Maths.floor(centre - support) + 1;
    int to = Maths.floor(centre + support);
    float total = 0;
    Arrays.fill(out, 0);
    for (int y = from; y <= to; y++) {
      float weight = 1 - Math.abs(y - centre) / support;
      if (weight > 0) {
        float[] line = line(Math.min(pixels.height() - 1, Math.max(0, y)));
        for (int i = 0; i < out.length; i++) {
          out[i] += line[i] * weight;
        }
        total += weight;
      }
    }
    float k = 1 / total;
    for (int i = 0; i < out.length; i++) {
      out[i] *= k;
    }
  }

  private float[] line(int y) {
    int slot = y % ring.length;
    if (held[slot] != y) {
      held[slot] = y;
      pixels.rows().row(y, source);
      across(ring[slot]);
    }
    return ring[slot];
  }

  private void across(float[] out) {
    for (int x = 0; x < region.width(); x++) {
      float centre = (x + 0.5f) * ratio - 0.5f;
      int from = Maths.floor(centre - support) + 1;
      int to = Maths.floor(centre + support);
      float r = 0;
      float g = 0;
      float b = 0;
      float total = 0;
      for (int i = from; i <= to; i++) {
        float weight = 1 - Math.abs(i - centre) / support;
        int argb = source[Math.min(source.length - 1, Math.max(0, i))];
        float alpha = weight * (argb >>> 24) * (1 / 255f);
        r += (argb >> 16 & 255) * alpha;
        g += (argb >> 8 & 255) * alpha;
        b += (argb & 255) * alpha;
        total += weight;
      }
      store(r / total, g / total, b / total, out, x * 3);
    }
  }

  private static void store(float r, float g, float b, float[] out, int at) {
    float y = 0.2126f * r + 0.7152f * g + 0.0722f * b;
    out[at] = 16 + y * (219 / 255f);
    out[at + 1] = 128 + (b - y) * (224 / 255f / 1.8556f);
    out[at + 2] = 128 + (r - y) * (224 / 255f / 1.5748f);
  }
}
