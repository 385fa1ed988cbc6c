package runflow.engine.raster;

import java.util.Arrays;

/** Where a finished plate is opaque, in blocks of samples that can be asked for any box. */
final class Opaque {
  /** Samples of a block, across and down. */
  private static final int BLOCK = 8;

  private final Region region;
  private final float depth;
  private final int across;
  private final int down;

  /** How many blocks above and to the left are not opaque throughout. */
  private final int[] holes;

  /** Looks at a plate with alpha. */
  Opaque(Plate plate) {
    region = plate.region;
    depth = plate.depth;
    across = (region.width() + BLOCK - 1) / BLOCK;
    down = (region.height() + BLOCK - 1) / BLOCK;
    holes = new int[(across + 1) * (down + 1)];
    short[] least = new short[across];
    for (int row = 0; row < down; row++) {
      least(plate.luma, row * BLOCK, least);
      int sum = 0;
      int at = (row + 1) * (across + 1) + 1;
      for (int block = 0; block < across; block++) {
        sum += least[block] < Plate.MOST_ALPHA - 8 ? 1 : 0;
        holes[at + block] = holes[at + block - across - 1] + sum;
      }
    }
  }

  /** Finds the least alpha of each block of a row of them. */
  private static void least(Surface surface, int top, short[] out) {
    short[] alpha = surface.alpha;
    Arrays.fill(out, (short) Plate.MOST_ALPHA);
    int end = Math.min(surface.height, top + BLOCK);
    for (int y = top; y < end && alpha != null; y++) {
      if (surface.empty(y)) {
        Arrays.fill(out, (short) 0);
        return;
      }
      int line = y * surface.width;
      for (int block = 0; block < out.length; block++) {
        int first = block * BLOCK;
        int last = Math.min(surface.width, first + BLOCK);
        int some = out[block];
        for (int x = first; x < last; x++) {
          some = Math.min(some, alpha[line + x]);
        }
        out[block] = (short) some;
      }
    }
  }

  float depth() {
    return depth;
  }

  /**
   * Whether a box of the unmoved picture lies within what is opaque. Below its last row and beside
   * its first and last column a plate shows what it has there.
   */
  boolean covers(float left, float top, float right, float bottom) {
    if (top < region.top()) {
      return false;
    }
    int x0 = block((left - region.left()) / region.scale(), across);
    int x1 = block((right - region.left()) / region.scale(), across);
    int y0 = block((top - region.top()) / region.scale(), down);
    int y1 = block((bottom - region.top()) / region.scale(), down);
    int width = across + 1;
    int inside =
        holes[(y1 + 1) * width + x1 + 1]
            - holes[y0 * width + x1 + 1]
            - holes[(y1 + 1) * width + x0]
            + holes[y0 * width + x0];
    return inside == 0;
  }

  private static int block(float sample, int blocks) {
    return Math.max(0, Math.min(blocks - 1, Maths.floor(sample) / BLOCK));
  }
}
