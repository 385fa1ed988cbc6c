package runflow.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * A walk over the chunks of a PNG file. Java's decoder inflates texts and profiles of any size, so
 * it is given only the chunks that hold the picture.
 */
final class PngFile {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  private static final int FIRST = 8;
  private static final int MOST_PROFILE = 1 << 20;
  private static final int PALETTE = 3;

  private final byte[] bytes;
  private final ByteArrayOutputStream bare;
  private byte[] profile = {};
  private int orientation = 1;
  private boolean whole;

  private PngFile(byte[] bytes) {
    this.bytes = bytes;
    bare = new ByteArrayOutputStream(bytes.length);
  }

  static Optional<PictureHeader> read(byte[] bytes) {
    if (!Bytes.has(bytes, FIRST, "\0\0\0\rIHDR") || bytes.length < 33) {
      return Optional.empty();
    }
    PngFile file = new PngFile(bytes);
    file.walk();
    int width = Bytes.big4(bytes, 16);
    int height = Bytes.big4(bytes, 20);
    var cost = new PictureHeader.Cost(bytesPerPixel(bytes[24], bytes[25]), 1);
    byte[] bare = file.bare.toByteArray();
    return Optional.of(
        new PictureHeader(
            "png", width, height, file.orientation, file.whole, cost, file.profile, bare));
  }

  private static int bytesPerPixel(int depth, int colour) {
    int samples =
        switch (colour) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    return Math.max(1, samples * depth / 8) + (colour == PALETTE ? 1 : 0);
  }

  private void walk() {
    bare.write(bytes, 0, FIRST);
    long at = FIRST;
    while (at + 12 <= bytes.length && !whole) {
      int start = (int) at;
      long length = Bytes.big4(bytes, start) & 0xffffffffL;
      long next = at + 12 + length;
      if (next > bytes.length) {
        return;
      }
      chunk(start, (int) length);
      at = next;
    }
  }

  private void chunk(int at, int length) {
    boolean needed = false;
    for (String name : new String[] {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}) {
      needed |= Bytes.has(bytes, at + 4, name);
    }
    if (needed) {
      bare.write(bytes, at, length + 12);
      whole = Bytes.has(bytes, at + 4, "IEND");
    } else if (Bytes.has(bytes, at + 4, "iCCP") && profile.length == 0) {
      profile = inflated(at + 8, at + 8 + length);
    } else if (Bytes.has(bytes, at + 4, "eXIf")) {
      orientation = Exif.orientation(bytes, at + 8, at + 8 + length);
    }
  }

  /** A profile after its name; none if it is broken or larger than any real one. */
  private byte[] inflated(int from, int end) {
    int start = from;
    while (start < end && bytes[start] != 0) {
      start++;
    }
    if (start + 2 > end) {
      return new byte[0];
    }
    var packed = new ByteArrayInputStream(bytes, start + 2, end - start - 2);
    try (var in = new InflaterInputStream(packed)) {
      byte[] found = in.readNBytes(MOST_PROFILE + 1);
      return found.length > MOST_PROFILE ? new byte[0] : found;
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
