package runflow.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the chunks of a WebP file. The decoder draws every picture chunk over the whole
 * canvas, so that a small file of many chunks would keep it busy for minutes: only a file of one
 * still picture is taken.
 */
final class Webp {
  private static final int ANIMATED = 2;

  private record Sides(int width, int height) {}

  private final byte[] bytes;
  private @Nullable Sides canvas;
  private @Nullable Sides image;
  private boolean alpha;
  private boolean whole = true;

  private Webp(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the header of a file that begins as WebP does; empty if its first chunk is unknown.
   *
   * @throws PictureException if the file is animated or not exactly one picture
   */
  static Optional<PictureHeader> read(byte[] bytes) throws PictureException {
    Webp file = new Webp(bytes);
    file.walk();
    Sides canvas = file.canvas;
    Sides image = file.image;
    if (image == null) {
      if (canvas != null && file.whole) {
        throw refused("must hold one picture, but holds none");
      }
      return Optional.ofNullable(canvas).map(c -> header(c, false));
    }
    if (canvas != null && !canvas.equals(image)) {
      throw refused(
          "must be as large as its canvas of %dx%d, but is %dx%d"
              .formatted(canvas.width, canvas.height, image.width, image.height));
    }
    return Optional.of(header(image, file.whole));
  }

  private static PictureHeader header(Sides sides, boolean whole) {
    return new PictureHeader("webp", sides.width, sides.height, whole);
  }

  private static PictureException refused(String rule) {
    return new PictureException("the WebP image " + rule + ": save it anew as a still picture");
  }

  /** Steps as the decoder does, so that no chunk is seen by only one of the two. */
  private void walk() throws PictureException {
    long end = 8 + unsigned(4);
    whole = bytes.length >= end;
    long at = 12;
    while (at < end && at + 8 <= bytes.length) {
      long length = unsigned((int) at + 4);
      chunk((int) at);
      at += 8 + length + (length & 1);
      whole &= at <= bytes.length + 1L;
      if (canvas == null && image == null) {
        return;
      }
    }
  }

  private void chunk(int at) throws PictureException {
    if (is(at, "VP8X") && at == 12) {
      canvas =
          new Sides(
              PictureHeader.little(bytes, at + 12, 3) + 1,
              PictureHeader.little(bytes, at + 15, 3) + 1);
      still((bytes[at + 8] & ANIMATED) == 0);
    }
    still(!is(at, "ANIM") && !is(at, "ANMF"));
    if (is(at, "ALPH")) {
      once(!alpha);
      alpha = true;
    }
    if (is(at, "VP8 ") || is(at, "VP8L")) {
      once(image == null);
      image = is(at, "VP8L") ? lossless(at + 8) : lossy(at + 8);
      whole &= image != null;
    }
  }

  private static void still(boolean still) throws PictureException {
    if (!still) {
      throw new PictureException("animated WebP is not taken; send a still picture");
    }
  }

  private static void once(boolean first) throws PictureException {
    if (!first) {
      throw refused("must hold one picture, but holds several");
    }
  }

  private @Nullable Sides lossy(int at) throws PictureException {
    if (at + 10 > bytes.length) {
      return null;
    }
    if ((bytes[at + 3] & 255) != 0x9d) {
      throw refused("must begin with a key frame, but does not");
    }
    return new Sides(
        PictureHeader.little(bytes, at + 6, 2) & 0x3fff,
        PictureHeader.little(bytes, at + 8, 2) & 0x3fff);
  }

  private @Nullable Sides lossless(int at) throws PictureException {
    if (at + 5 > bytes.length) {
      return null;
    }
    if (bytes[at] != 0x2f) {
      throw refused("must have the lossless signature, but has not");
    }
    int bits = PictureHeader.little(bytes, at + 1, 4);
    return new Sides((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
  }

  private boolean is(int at, String name) {
    return PictureHeader.has(bytes, at, name);
  }

  private long unsigned(int at) {
    return PictureHeader.little(bytes, at, 4) & 0xffffffffL;
  }
}
