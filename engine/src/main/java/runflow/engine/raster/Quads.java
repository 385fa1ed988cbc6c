package runflow.engine.raster;

/**
 * One plane of a picture, packed for drawing between its samples: each sample is held beside its
 * neighbours to the right and below, eight bits each, so that one read has all that a place needs.
 * Immutable once built.
 */
final class Quads {
  private static final int PAIR = 0x00ff00ff;

  final int width;
  final int height;

  /** From the lowest byte: a sample, the one to its right, the one below, the one right of that. */
  private final int[] samples;

  /** Packs an opaque surface. */
  Quads(Surface from) {
    width = from.width;
    height = from.height;
    samples = new int[from.samples.length];
    int last = samples.length - 1;
    for (int i = 0; i <= last; i++) {
      int below = Math.min(last, i + width);
      samples[i] =
          level(from, i)
              | level(from, Math.min(last, i + 1)) << 8
              | level(from, below) << 16
              | level(from, Math.min(last, below + 1)) << 24;
    }
  }

  private static int level(Surface from, int at) {
    return (int) ((from.samples[at] + Plate.UNIT / 2) / Plate.UNIT);
  }

  /** Looks up a row of samples. */
  void pick(int[] at, int[] quads) {
    for (int i = 0; i < at.length; i++) {
      quads[i] = samples[at[i]];
    }
  }

  /**
   * The level between four samples, in 1/65536; never beyond theirs.
   *
   * @param u 256th parts of the way to the right in bits 8 to 15
   * @param v 256th parts of the way down in bits 8 to 15
   */
  static int between(int quad, int u, int v) {
    int right = u >>> 8 & 255;
    int pair = (quad & PAIR) * (256 - right) + (quad >>> 8 & PAIR) * right;
    int top = pair & 0xffff;
    return (top << 8) + ((pair >>> 16) - top) * (v >>> 8 & 255);
  }
}
