package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One plane of a plate with the alpha that belongs to it and what is known about its rows. */
final class Surface {
  final int width;
  final int height;
  final short[] samples;

  /** Samples in a block, as a power of two. */
  static final int BLOCK = 5;

  /** Null if every sample is opaque. */
  final short @Nullable [] alpha;

  /** First column of each row that is not empty. */
  final int[] from;

  /** One past the last column of each row that is not empty. */
  final int[] to;

  final boolean[] opaque;

  /** Whether anything is in each block of samples; row by row. */
  final boolean[] filled;

  /** Whether each block of samples is opaque; row by row. */
  final boolean[] solid;

  /** Blocks in a row. */
  final int blocks;

  /** A plane of its own, or one that shares the alpha of {@code twin}. */
  Surface(int width, int height, @Nullable Surface twin, boolean seeThrough) {
    this.width = width;
    this.height = height;
    samples = new short[width * height];
    if (!seeThrough) {
      alpha = null;
    } else {
      alpha = twin == null ? new short[width * height] : twin.alpha;
    }
    from = new int[height];
    to = new int[height];
    opaque = new boolean[height];
    blocks = blocks(width);
    filled = new boolean[blocks * height];
    solid = new boolean[blocks * height];
  }

  private static int blocks(int width) {
    return (width >> BLOCK) + 1;
  }

  private Surface(int width, short[] samples, short @Nullable [] alpha) {
    this.width = width;
    height = samples.length / width;
    this.samples = samples;
    this.alpha = alpha;
    from = new int[height];
    to = new int[height];
    opaque = new boolean[height];
    blocks = blocks(width);
    filled = new boolean[blocks * height];
    solid = new boolean[blocks * height];
  }

  /** This plane without its first rows, sharing the alpha of {@code twin} if there is one. */
  Surface cropped(int rows, @Nullable Surface twin) {
    short[] rest = Arrays.copyOfRange(samples, rows * width, samples.length);
    if (twin != null || alpha == null) {
      return new Surface(width, rest, twin == null ? null : twin.alpha);
    }
    return new Surface(width, rest, Arrays.copyOfRange(alpha, rows * width, alpha.length));
  }

  /** Writes the means of four samples each to a plane of half the size, and of alpha with them. */
  void halve(Surface to) {
    mean(samples, to.samples, to);
    short[] mask = alpha;
    short[] less = to.alpha;
    if (mask != null && less != null) {
      mean(mask, less, to);
    }
  }

  private void mean(short[] from, short[] out, Surface to) {
    for (int y = 0; y < to.height; y++) {
      for (int x = 0; x < to.width; x++) {
        int at = 2 * y * width + 2 * x;
        int sum = from[at] + from[at + 1] + from[at + width] + from[at + width + 1];
        out[y * to.width + x] = (short) ((sum + 2) / 4);
      }
    }
  }

  void survey() {
    for (int y = 0; y < height; y++) {
      surveyRow(y, alpha);
    }
  }

  private void surveyRow(int y, short @Nullable [] mask) {
    if (mask == null) {
      to[y] = width;
      opaque[y] = true;
      return;
    }
    int row = y * width;
    int first = 0;
    while (first < width && mask[row + first] == 0) {
      first++;
    }
    int last = width;
    while (last > first && mask[row + last - 1] == 0) {
      last--;
    }
    surveyBlocks(y, mask);
    boolean full = first == 0 && last == width;
    for (int x = first; x < last && full; x++) {
      full = mask[row + x] >= Plate.OPAQUE - 8;
    }
    from[y] = first;
    to[y] = last;
    opaque[y] = full;
  }

  private void surveyBlocks(int y, short[] mask) {
    for (int block = 0; block < blocks; block++) {
      int end = Math.min(width, (block + 1) << BLOCK);
      boolean some = false;
      boolean all = true;
      for (int x = block << BLOCK; x < end; x++) {
        short a = mask[y * width + x];
        some |= a != 0;
        all &= a >= Plate.OPAQUE - 8;
      }
      filled[y * blocks + block] = some;
      solid[y * blocks + block] = some && all;
    }
  }

  /** Whether a block is opaque in a row and in the one below. */
  boolean solid(int y, int block) {
    return solid[y * blocks + block] && solid[(y + 1) * blocks + block];
  }

  /** Whether a block is filled in a row or in the one below. */
  boolean filled(int y, int block) {
    return filled[y * blocks + block] || filled[(y + 1) * blocks + block];
  }

  boolean empty(int y) {
    return from[y] >= to[y];
  }
}
