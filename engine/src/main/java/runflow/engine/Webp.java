package runflow.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the chunks of a WebP file. The decoder draws every picture chunk over the whole
 * canvas, so that a small file of many chunks would keep it busy for minutes: only a file of one
 * still picture is taken.
 */
final class Webp {
  /** The type of a lossless file, which has a decoder of its own. */
  static final String LOSSLESS = "lossless webp";

  private static final int ANIMATED = 2;
  private static final int ALPHA = 16;
  private static final int MOST_PROFILE = 1 << 20;

  /** Measured: the library's decoder makes objects of each block before any pixel. */
  private static final int LOSSY_BYTES = 44;

  private static final int LOSSLESS_BYTES = 4;

  private record Sides(int width, int height) {}

  private final byte[] bytes;
  private @Nullable Sides canvas;
  private @Nullable Sides image;
  private boolean alpha;
  private boolean whole = true;
  private int orientation = 1;
  private byte[] profile = {};
  private int lossless = -1;
  private final ByteArrayOutputStream bare;

  private Webp(byte[] bytes) {
    this.bytes = bytes;
    bare = new ByteArrayOutputStream(bytes.length);
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
      return Optional.ofNullable(canvas).map(c -> file.header(c, false));
    }
    if (canvas != null && !canvas.equals(image)) {
      throw refused(
          "must be as large as its canvas of %dx%d, but is %dx%d"
              .formatted(canvas.width, canvas.height, image.width, image.height));
    }
    return Optional.of(file.header(image, file.whole));
  }

  private PictureHeader header(Sides sides, boolean complete) {
    var cost = new PictureHeader.Cost(lossless < 0 ? LOSSY_BYTES : LOSSLESS_BYTES, 1);
    return new PictureHeader(
        lossless < 0 ? "webp" : LOSSLESS,
        sides.width,
        sides.height,
        orientation,
        complete,
        cost,
        profile,
        file());
  }

  /** The stream of a lossless picture, or a file with nothing but the chunks of a lossy one. */
  private byte[] file() {
    byte[] chunks = bare.toByteArray();
    if (lossless >= 0) {
      return chunks;
    }
    ByteBuffer out = ByteBuffer.allocate(12 + chunks.length).order(ByteOrder.LITTLE_ENDIAN);
    return out.put(bytes, 0, 4).putInt(4 + chunks.length).put(bytes, 8, 4).put(chunks).array();
  }

  private static PictureException refused(String rule) {
    return new PictureException("the WebP image " + rule + ": save it anew as a still picture");
  }

  /** Steps as the decoder does, so that no chunk is seen by only one of the two. */
  private void walk() throws PictureException {
    long end = 8 + unsigned(4);
    whole = bytes.length >= end;
    long at = 12;
    while (at < end && at + 9 <= bytes.length) {
      long length = unsigned((int) at + 4);
      int held = (int) Math.min(length, bytes.length - at - 8);
      chunk((int) at, held);
      at += 8 + length + (length & 1);
      whole &= at <= bytes.length + 1L;
      if (canvas == null && image == null) {
        return;
      }
    }
    whole &= image != null;
  }

  private void chunk(int at, int length) throws PictureException {
    if (is(at, "VP8X") && at == 12) {
      canvas = new Sides(Bytes.little(bytes, at + 12, 3) + 1, Bytes.little(bytes, at + 15, 3) + 1);
      still((bytes[at + 8] & ANIMATED) == 0);
      keep(at, length, bytes[at + 8] & ALPHA);
    }
    still(!is(at, "ANIM") && !is(at, "ANMF"));
    if (is(at, "ALPH")) {
      once(!alpha);
      alpha = true;
      keep(at, length, Bytes.u1(bytes, at + 8));
    }
    if (is(at, "VP8 ")) {
      once(image == null);
      image = lossy(at + 8);
      keep(at, length, Bytes.u1(bytes, at + 8));
    }
    if (is(at, "VP8L")) {
      once(image == null);
      image = lossless(at + 8);
      lossless = at + 8;
      bare.reset();
      bare.write(bytes, at + 8, length);
    }
    if (is(at, "EXIF")) {
      orientation = Exif.orientation(bytes, at + 8, at + 8 + length);
    }
    if (is(at, "ICCP") && length <= MOST_PROFILE) {
      profile = Arrays.copyOfRange(bytes, at + 8, at + 8 + length);
    }
  }

  /** Keeps a chunk for the decoder, with its first byte as given. */
  private void keep(int at, int length, int first) {
    if (lossless < 0 && length > 0) {
      bare.write(bytes, at, 8);
      bare.write(first);
      bare.write(bytes, at + 9, length - 1);
      if ((length & 1) == 1) {
        bare.write(0);
      }
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
        Bytes.little(bytes, at + 6, 2) & 0x3fff, Bytes.little(bytes, at + 8, 2) & 0x3fff);
  }

  private @Nullable Sides lossless(int at) throws PictureException {
    if (at + 5 > bytes.length) {
      return null;
    }
    if (bytes[at] != 0x2f) {
      throw refused("must have the lossless signature, but has not");
    }
    int bits = Bytes.little(bytes, at + 1, 4);
    return new Sides((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
  }

  private boolean is(int at, String name) {
    return Bytes.has(bytes, at, name);
  }

  private long unsigned(int at) {
    return Bytes.little(bytes, at, 4) & 0xffffffffL;
  }
}
