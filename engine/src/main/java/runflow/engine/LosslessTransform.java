package runflow.engine;

/**
 * A step that a lossless WebP encoder took to make pixels easier to pack, undone here.
 *
 * @param bits of the side of a block, or of the pixels that share one when colours are listed
 * @param data one number for each block, or the list of colours
 * @param width of the picture before and after all steps that follow
 */
record LosslessTransform(Kind kind, int bits, int[] data, int width) {
  private static final int BLACK = 0xff000000;

  enum Kind {
    PREDICT,
    COLOUR,
    GREEN,
    LIST
  }

  /** Undoes the step in place; the array has room for the whole picture. */
  void undo(int[] pixels, int height) throws InterruptedException {
    for (int k = 0; k < height; k++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      switch (kind) {
        case PREDICT -> predict(pixels, k);
        case COLOUR -> colour(pixels, k);
        case GREEN -> green(pixels, k);
        case LIST -> list(pixels, height - 1 - k);
      }
    }
  }

  private void green(int[] pixels, int y) {
    for (int i = y * width; i < (y + 1) * width; i++) {
      int p = pixels[i];
      int g = p >>> 8 & 255;
      pixels[i] = (p & 0xff00ff00) | (((p & 0xff00ff) + (g << 16 | g)) & 0xff00ff);
    }
  }

  private void list(int[] pixels, int y) {
    int packed = (width + (1 << bits) - 1) >> bits;
    int mask = (1 << (8 >> bits)) - 1;
    for (int x = width - 1; x >= 0; x--) {
      int holder = pixels[y * packed + (x >> bits)] >>> 8 & 255;
      int index = (holder >>> ((x & ((1 << bits) - 1)) * (8 >> bits))) & mask;
      pixels[y * width + x] = index < data.length ? data[index] : 0;
    }
  }

  private void colour(int[] pixels, int y) {
    int row = (y >> bits) * ((width + (1 << bits) - 1) >> bits);
    for (int x = 0; x < width; x++) {
      int code = data[row + (x >> bits)];
      int p = pixels[y * width + x];
      int g = (byte) (p >>> 8);
      int red = ((p >>> 16) + (((byte) code * g) >> 5)) & 255;
      int blue = p + (((byte) (code >>> 8) * g) >> 5) + (((byte) (code >>> 16) * (byte) red) >> 5);
      pixels[y * width + x] = (p & 0xff00ff00) | red << 16 | (blue & 255);
    }
  }

  private void predict(int[] pixels, int y) {
    int row = (y >> bits) * ((width + (1 << bits) - 1) >> bits);
    int at = y * width;
    pixels[at] = sum(pixels[at], y == 0 ? BLACK : pixels[at - width]);
    for (int x = 1; x < width; x++) {
      int mode = y == 0 ? 1 : data[row + (x >> bits)] >>> 8 & 15;
      int i = at + x;
      pixels[i] = sum(pixels[i], guess(mode, pixels, i));
    }
  }

  private int guess(int mode, int[] p, int i) {
    int left = p[i - 1];
    if (mode == 1) {
      return left;
    }
    int top = p[i - width];
    int right = p[i - width + 1];
    int corner = p[i - width - 1];
    return switch (mode) {
      case 2 -> top;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> mean(mean(left, right), top);
      case 6 -> mean(left, corner);
      case 7 -> mean(left, top);
      case 8 -> mean(corner, top);
      case 9 -> mean(top, right);
      case 10 -> mean(mean(left, corner), mean(top, right));
      case 11 -> nearer(left, top, corner);
      case 12 -> full(left, top, corner);
      case 13 -> half(mean(left, top), corner);
      default -> BLACK;
    };
  }

  static int sum(int a, int b) {
    return (((a & 0xff00ff00) + (b & 0xff00ff00)) & 0xff00ff00)
        | (((a & 0xff00ff) + (b & 0xff00ff)) & 0xff00ff);
  }

  private static int mean(int a, int b) {
    return (a & b) + (((a ^ b) & 0xfefefefe) >>> 1);
  }

  private static int nearer(int left, int top, int corner) {
    int toLeft = 0;
    int toTop = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int c = corner >>> shift & 255;
      toLeft += Math.abs((top >>> shift & 255) - c);
      toTop += Math.abs((left >>> shift & 255) - c);
    }
    return toLeft < toTop ? left : top;
  }

  private static int full(int left, int top, int corner) {
    int out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int v = (left >>> shift & 255) + (top >>> shift & 255) - (corner >>> shift & 255);
      out |= Math.clamp(v, 0, 255) << shift;
    }
    return out;
  }

  private static int half(int mean, int corner) {
    int out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int a = mean >>> shift & 255;
      int v = a + (a - (corner >>> shift & 255)) / 2;
      out |= Math.clamp(v, 0, 255) << shift;
    }
    return out;
  }
}
