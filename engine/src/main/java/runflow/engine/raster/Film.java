package runflow.engine.raster;

import java.util.SplittableRandom;
import runflow.engine.scene.Style;

/**
 * The last step to bytes: darker corners, grain, and the limits of the range. The grain is the same
 * for every job of a size. Not thread-safe.
 */
final class Film {
  /** Rows of grain; few enough that they stay in the cache of a core. */
  private static final int GRAINS = 16;

  private final int width;
  private final int stride;

  /** Halved, with what rounds to the nearest byte. */
  private final float[] grain;

  /** Halved. */
  private final float[] columns;

  private final float[] rows;
  private int shuffle;

  Film(Lens lens, float strength) {
    width = lens.width();
    stride = width + 1024;
    grain = new float[stride * GRAINS];
    var random = new SplittableRandom(7);
    for (int j = 0; j < GRAINS; j++) {
      float before = 0;
      for (int i = 0; i < stride; i++) {
        float now = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
        grain[j * stride + i] = 0.25f + strength * (now + before * 0.6f);
        before = now;
      }
    }
    columns = falloff(lens.width(), 0.14f, 0.5f);
    rows = falloff(lens.height(), 0.11f, 1);
  }

  /** The film of a style. */
  static Film of(Lens lens, Style style) {
    return switch (style) {
      case NATURAL, CINEMATIC -> new Film(lens, 0.9f);
      case NOIR, VINTAGE -> new Film(lens, 1.7f);
      case WATERCOLOUR, ANIME -> new Film(lens, 0.5f);
    };
  }

  private static float[] falloff(int length, float amount, float most) {
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      float d = (i - length / 2f) / length * 2;
      out[i] = most * (1 - amount * d * d * d * d - 0.05f * d * d);
    }
    return out;
  }

  /** Starts a frame; frames may be drawn in any order. */
  void start(int frame) {
    shuffle = frame * 7919 + 13;
  }

  void luma(float[] row, int y, byte[] out, int at) {
    shuffle = shuffle * 1103515245 + 12345;
    int offset = ((shuffle >>> 16) & (GRAINS - 1)) * stride + ((shuffle >>> 6) & 1023);
    float dim = rows[y];
    for (int i = 0; i < width; i++) {
      float half = (row[i] - 16) * columns[i] * dim + grain[offset + i];
      out[at + i] = (byte) (int) between(half, 219);
    }
  }

  static void chroma(float[] row, byte[] out, int at, int length) {
    for (int i = 0; i < length; i++) {
      out[at + i] = (byte) (int) between(row[i] * 0.5f - 7.75f, 224);
    }
  }

  /**
   * Twice a value and 16, but 16 at least and {@code range} more at most. Min and max ask for
   * numbers that are none, which costs vector code half as much again.
   */
  static float between(float half, float range) {
    return Math.abs(half) - Math.abs(half - range / 2) + (16 + range / 2);
  }
}
