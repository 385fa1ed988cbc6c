package runflow.engine;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of a picture file say, read without a decoder.
 *
 * @param type {@code jpeg}, {@code png} or {@code webp}
 * @param orientation as EXIF counts it, 1 to 8; above 4 the picture stands on its side
 * @param whole whether the end of the file looks as it should
 * @param scans how many passes over its pixels a JPEG makes; 1 for other types
 */
record PictureHeader(
    String type, int width, int height, int orientation, boolean whole, int scans) {
  PictureHeader(String type, int width, int height, boolean whole) {
    this(type, width, height, 1, whole, 1);
  }

  /**
   * Reads a header; empty if the bytes are none of the three types or cut off within it.
   *
   * @throws PictureException if a WebP file is animated or not exactly one picture
   */
  static Optional<PictureHeader> of(byte[] b) throws PictureException {
    if (has(b, 0, "\u0089PNG\r\n\u001a\n") && has(b, 12, "IHDR") && b.length > 32) {
      boolean whole = b.length > 12 && has(b, b.length - 8, "IEND");
      return Optional.of(new PictureHeader("png", big4(b, 16), big4(b, 20), whole));
    }
    if (has(b, 0, "RIFF") && has(b, 8, "WEBP") && b.length > 30) {
      return Webp.read(b);
    }
    boolean jpeg = b.length > 4 && u1(b, 0) == 0xff && u1(b, 1) == 0xd8 && u1(b, 2) == 0xff;
    return jpeg ? jpeg(b) : Optional.empty();
  }

  /** Walks the segments up to the first frame header. */
  private static Optional<PictureHeader> jpeg(byte[] b) {
    int orientation = 1;
    int at = 2;
    while (at + 9 < b.length && u1(b, at) == 0xff) {
      int marker = u1(b, at + 1);
      int length = big2(b, at + 2);
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        boolean turned = orientation > 4;
        int height = big2(b, at + 5);
        int width = big2(b, at + 7);
        return Optional.of(
            new PictureHeader(
                "jpeg",
                turned ? height : width,
                turned ? width : height,
                orientation,
                ends(b, at + 2 + length),
                scans(b, at + 2 + length)));
      }
      if (marker == 0xe1 && has(b, at + 4, "Exif")) {
        orientation = orientation(b, at + 10, Math.min(b.length, at + 2 + length));
      }
      at += marker == 0xff ? 1 : 2 + length;
    }
    return Optional.empty();
  }

  private static int scans(byte[] b, int from) {
    int scans = 0;
    for (int i = from; i + 1 < b.length; i++) {
      if (u1(b, i) == 0xff && u1(b, i + 1) == 0xda) {
        scans++;
      }
    }
    return scans;
  }

  private static boolean ends(byte[] b, int from) {
    for (int i = b.length - 2; i >= from; i--) {
      if (u1(b, i) == 0xff && u1(b, i + 1) == 0xd9) {
        return true;
      }
    }
    return false;
  }

  private static int orientation(byte[] b, int tiff, int end) {
    boolean little = has(b, tiff, "II");
    if (tiff + 14 > end || !(little || has(b, tiff, "MM"))) {
      return 1;
    }
    long offset = (little ? little(b, tiff + 4, 4) : big4(b, tiff + 4)) & 0xffffffffL;
    if (offset > end - tiff - 2L) {
      return 1;
    }
    int directory = tiff + (int) offset;
    int count = little ? little(b, directory, 2) : big2(b, directory);
    for (int i = 0; i < count && directory + 14 + i * 12 <= end; i++) {
      int entry = directory + 2 + i * 12;
      int tag = little ? little(b, entry, 2) : big2(b, entry);
      if (tag == 0x0112) {
        int value = little ? little(b, entry + 8, 2) : big2(b, entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  static boolean has(byte[] b, int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at + wanted.length > b.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (b[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static int u1(byte[] b, int at) {
    return b[at] & 255;
  }

  private static int big2(byte[] b, int at) {
    return u1(b, at) << 8 | u1(b, at + 1);
  }

  private static int big4(byte[] b, int at) {
    return big2(b, at) << 16 | big2(b, at + 2);
  }

  static int little(byte[] b, int at, int bytes) {
    int value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | u1(b, at + i);
    }
    return value;
  }
}
