package runflow.engine.raster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One plane of a plate with the alpha that belongs to it and what is known about its rows. */
final class Surface {
  final int width;
  final int height;
  final short[] samples;

  /** Null if every sample is opaque. */
  final short @Nullable [] alpha;

  /** First column of each row that is not empty. */
  final int[] from;

  /** One past the last column of each row that is not empty. */
  final int[] to;

  private @Nullable Runs runs;

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
  }

  private Surface(int width, short[] samples, short @Nullable [] alpha) {
    this.width = width;
    height = samples.length / width;
    this.samples = samples;
    this.alpha = alpha;
    from = new int[height];
    to = new int[height];
  }

  /** This plane without its first rows, sharing the alpha of {@code twin} if there is one. */
  Surface cropped(int rows, @Nullable Surface twin) {
    short[] rest = Arrays.copyOfRange(samples, rows * width, samples.length);
    if (twin != null || alpha == null) {
      return new Surface(width, rest, twin == null ? null : twin.alpha);
    }
    return new Surface(width, rest, Arrays.copyOfRange(alpha, rows * width, alpha.length));
  }

  /** Finds what is where in each row, with so many pixels of the picture for a sample. */
  void survey(float scale) {
    short[] mask = alpha;
    if (mask == null) {
      Arrays.fill(to, width);
      return;
    }
    for (int y = 0; y < height; y++) {
      int first = y * width;
      int last = first + width;
      while (first < last && mask[first] == 0) {
        first++;
      }
      while (last > first && mask[last - 1] == 0) {
        last--;
      }
      from[y] = first - y * width;
      to[y] = last - y * width;
    }
    runs = Runs.of(mask, from, to, scale);
  }

  /** Takes over what was found for the plane whose alpha this one shares. */
  void surveyed(Surface twin) {
    System.arraycopy(twin.from, 0, from, 0, height);
    System.arraycopy(twin.to, 0, to, 0, height);
    runs = twin.runs;
  }

  /** Where something is and where it is opaque; null before a survey and if all is opaque. */
  @Nullable Runs runs() {
    return runs;
  }

  boolean empty(int y) {
    return from[y] >= to[y];
  }
}
