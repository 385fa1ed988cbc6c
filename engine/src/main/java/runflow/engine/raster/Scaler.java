package runflow.engine.raster;

import java.util.Arrays;

/**
 * Scales a picture to a plate with a cubic filter and turns it to YUV, one source row at a time. No
 * value leaves the range of the samples it comes from, so that hard edges get no rings; a picture
 * that grows is sharpened a little within the same limits. Not thread-safe.
 */
final class Scaler {
  private static final float SHARPER = 0.35f;

  private final Pixels pixels;
  private final Region region;
  private final int[] source;
  private final Taps across;
  private final Taps down;
  private final float[][] ring;
  private final int[] held;

  /** For each target sample the first source sample, and the weights of those from it on. */
  private record Taps(int count, int[] first, float[] weights) {
    static Taps of(int from, int to) {
      float ratio = from / (float) to;
      float wide = Math.max(1, ratio);
      int count = (int) Math.ceil(4 * wide) + 1;
      int[] first = new int[to];
      float[] weights = new float[to * count];
      for (int i = 0; i < to; i++) {
        float centre = (i + 0.5f) * ratio - 0.5f;
        first[i] = Maths.floor(centre - 2 * wide) + 1;
        float total = 0;
        for (int k = 0; k < count; k++) {
          float weight = cubic(Math.abs(first[i] + k - centre) / wide);
          weights[i * count + k] = weight;
          total += weight;
        }
        for (int k = 0; k < count; k++) {
          weights[i * count + k] /= total;
        }
      }
      return new Taps(count, first, weights);
    }

    private static float cubic(float t) {
      if (t >= 2) {
        return 0;
      }
      return t < 1 ? 1 + t * t * (1.5f * t - 2.5f) : 2 + t * (-4 + t * (2.5f - 0.5f * t));
    }
  }

  Scaler(Pixels pixels, Region region) {
    this.pixels = pixels;
    this.region = region;
    source = new int[pixels.width()];
    across = Taps.of(pixels.width(), region.width());
    down = Taps.of(pixels.height(), region.height());
    int slots = down.count() + 1;
    ring = new float[slots][region.width() * 3];
    held = new int[slots];
    Arrays.fill(held, -1);
  }

  /** The picture as an opaque plate. */
  Plate plate(float depth) throws InterruptedException {
    Plate plate = new Plate(region, depth, false);
    int width = region.width();
    float[][] pair = new float[2][width * 3];
    for (int y = 0; y < region.height(); y += 2) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      blend(y, pair[0]);
      blend(y + 1, pair[1]);
      for (int line = 0; line < 2; line++) {
        for (int x = 0; x < width; x++) {
          plate.luma.samples[(y + line) * width + x] = sample(pair[line][x * 3], 235);
        }
      }
      for (int x = 0; x < width / 2; x++) {
        int at = y / 2 * (width / 2) + x;
        plate.blue.samples[at] = quarter(pair, x * 6 + 1);
        plate.red.samples[at] = quarter(pair, x * 6 + 2);
      }
    }
    if (pixels.width() < region.width()) {
      sharpen(plate.luma);
    }
    return plate.done();
  }

  private static short sample(float v, float most) {
    return (short) (Math.min(most, Math.max(16, v)) * Plate.UNIT + 0.5f);
  }

  private static short quarter(float[][] pair, int at) {
    float sum = pair[0][at] + pair[0][at + 3] + pair[1][at] + pair[1][at + 3];
    return sample(sum / 4, 240);
  }

  private void blend(int y, float[] out) {
    int first = down.first()[y];
    Arrays.fill(out, 0);
    for (int k = 0; k < down.count(); k++) {
      float weight = down.weights()[y * down.count() + k];
      if (weight != 0) {
        float[] line = line(Math.clamp(first + k, 0, pixels.height() - 1));
        for (int i = 0; i < out.length; i++) {
          out[i] += line[i] * weight;
        }
      }
    }
    if (pixels.height() < region.height()) {
      limit(y, out);
    }
  }

  /** Keeps a row that was blended from few within the two rows it lies between. */
  private void limit(int y, float[] out) {
    float centre = (y + 0.5f) * pixels.height() / region.height() - 0.5f;
    int above = Maths.floor(centre);
    float[] a = line(Math.clamp(above, 0, pixels.height() - 1));
    float[] b = line(Math.clamp(above + 1, 0, pixels.height() - 1));
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(Math.max(a[i], b[i]), Math.max(Math.min(a[i], b[i]), out[i]));
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
    int last = source.length - 1;
    for (int x = 0; x < region.width(); x++) {
      float r = 0;
      float g = 0;
      float b = 0;
      for (int k = 0; k < across.count(); k++) {
        float weight = across.weights()[x * across.count() + k];
        int rgb = source[Math.clamp(across.first()[x] + k, 0, last)];
        r += (rgb >> 16 & 255) * weight;
        g += (rgb >> 8 & 255) * weight;
        b += (rgb & 255) * weight;
      }
      store(bounded(r), bounded(g), bounded(b), out, x * 3);
    }
  }

  private static float bounded(float v) {
    return Math.min(255, Math.max(0, v));
  }

  private static void store(float r, float g, float b, float[] out, int at) {
    float y = 0.2126f * r + 0.7152f * g + 0.0722f * b;
    out[at] = 16 + y * (219 / 255f);
    out[at + 1] = 128 + (b - y) * (224 / 255f / 1.8556f);
    out[at + 2] = 128 + (r - y) * (224 / 255f / 1.5748f);
  }

  /** Adds what a sample has over its neighbours' mean, but stays within what they span. */
  private static void sharpen(Surface luma) {
    int width = luma.width;
    short[] before = luma.samples.clone();
    for (int y = 1; y < luma.height - 1; y++) {
      for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
        int v = before[at];
        int a = before[at - 1];
        int b = before[at + 1];
        int c = before[at - width];
        int d = before[at + width];
        int low = Math.min(v, Math.min(Math.min(a, b), Math.min(c, d)));
        int high = Math.max(v, Math.max(Math.max(a, b), Math.max(c, d)));
        int wanted = (int) (v + SHARPER * (4 * v - a - b - c - d));
        luma.samples[at] = (short) Math.clamp(wanted, low, high);
      }
    }
  }
}
