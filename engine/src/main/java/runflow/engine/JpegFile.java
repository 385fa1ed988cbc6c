package runflow.engine;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A walk over the segments of a JPEG file up to its pixels. The decoder is given no profile, no
 * EXIF and no comment: profiles would be read by native code.
 */
final class JpegFile {
  private static final int MOST_PROFILE = 1 << 20;
  private static final int PROFILE_HEAD = 14;

  private final byte[] bytes;
  private final ByteArrayOutputStream bare;
  private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
  private int orientation = 1;

  /** Where the frame's header begins, or 0. */
  private int frame;

  private JpegFile(byte[] bytes) {
    this.bytes = bytes;
    bare = new ByteArrayOutputStream(bytes.length);
  }

  /**
   * Reads a header.
   *
   * @throws PictureException if the picture is packed in a way that is not taken
   */
  static Optional<PictureHeader> read(byte[] bytes) throws PictureException {
    JpegFile file = new JpegFile(bytes);
    int pixels = file.walk();
    int frame = file.frame;
    if (frame == 0 || frame + 10 > bytes.length) {
      return Optional.empty();
    }
    file.refuseRareKinds();
    int last = file.lastEnd(pixels);
    int end = last < 0 ? bytes.length : last;
    file.bare.write(bytes, pixels, end - pixels);
    int scans = file.scans(pixels);
    return Optional.of(
        new PictureHeader(
            "jpeg",
            Bytes.big2(bytes, frame + 7),
            Bytes.big2(bytes, frame + 5),
            file.orientation,
            last >= 0,
            new PictureHeader.Cost(file.bytesPerPixel(scans), scans),
            file.profile.toByteArray(),
            file.bare.toByteArray()));
  }

  private void refuseRareKinds() throws PictureException {
    int marker = Bytes.u1(bytes, frame + 1);
    if (marker > 0xc2) {
      throw new PictureException(
          "the JPEG image must be baseline or progressive, but is a rarer kind (SOF%d): save it"
                  .formatted(marker - 0xc0)
              + " anew as a plain JPEG");
    }
    int bits = Bytes.u1(bytes, frame + 4);
    if (bits != 8) {
      throw new PictureException(
          "the JPEG image must have 8 bits in a sample, but has %d: save it anew as a plain JPEG"
              .formatted(bits));
    }
  }

  /** Steps over segments; returns where the first scan begins, or where the file breaks off. */
  private int walk() {
    bare.write(bytes, 0, 2);
    int at = 2;
    while (at + 4 <= bytes.length && Bytes.u1(bytes, at) == 0xff) {
      int marker = Bytes.u1(bytes, at + 1);
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = Bytes.big2(bytes, at + 2);
      if (marker == 0xda || length < 2 || at + 2 + length > bytes.length) {
        return at;
      }
      segment(marker, at, length);
      at += 2 + length;
    }
    return Math.min(at, bytes.length);
  }

  private void segment(int marker, int at, int length) {
    boolean table = marker == 0xc4 || marker == 0xdb || marker == 0xdd;
    boolean sizes = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8;
    boolean kind =
        (marker == 0xe0 && Bytes.has(bytes, at + 4, "JFIF\0"))
            || (marker == 0xee && Bytes.has(bytes, at + 4, "Adobe"));
    if (sizes && marker != 0xcc && frame == 0) {
      frame = at;
    }
    if (table || sizes || kind) {
      bare.write(bytes, at, 2 + length);
    } else if (marker == 0xe1 && Bytes.has(bytes, at + 4, "Exif\0\0")) {
      orientation = Exif.orientation(bytes, at + 4, at + 2 + length);
    } else if (marker == 0xe2 && Bytes.has(bytes, at + 4, "ICC_PROFILE\0")) {
      int rest = length - 2 - PROFILE_HEAD;
      if (rest > 0 && profile.size() + rest <= MOST_PROFILE) {
        profile.write(bytes, at + 4 + PROFILE_HEAD, rest);
      }
    }
  }

  private int scans(int from) {
    int scans = 0;
    for (int i = from; i + 1 < bytes.length; i++) {
      if (Bytes.u1(bytes, i) == 0xff && Bytes.u1(bytes, i + 1) == 0xda) {
        scans++;
      }
    }
    return scans;
  }

  /** One past the last end marker, or -1. */
  private int lastEnd(int from) {
    for (int i = bytes.length - 2; i >= from; i--) {
      if (Bytes.u1(bytes, i) == 0xff && Bytes.u1(bytes, i + 1) == 0xd9) {
        return i + 2;
      }
    }
    return -1;
  }

  /** Samples, and two bytes for each coefficient that is held when there are several scans. */
  private int bytesPerPixel(int scans) {
    int components = Math.min(4, Bytes.u1(bytes, frame + 9));
    return scans > 1 ? 3 * components : components;
  }
}
