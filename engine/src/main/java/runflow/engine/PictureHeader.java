package runflow.engine;

import java.util.Optional;

/**
 * What a picture file's own words say of it, read without a decoder.
 *
 * @param type {@code jpeg}, {@code png} or {@code webp}
 * @param width in pixels as stored
 * @param height in pixels as stored
 * @param orientation as EXIF counts it, 1 to 8; above 4 the picture stands on its side
 * @param whole whether the end of the file looks as it should
 * @param cost what decoding it takes
 * @param profile the colour profile it carries, not yet checked; empty if there is none
 * @param bare the file without anything that its decoder does not need
 */
record PictureHeader(
    String type,
    int width,
    int height,
    int orientation,
    boolean whole,
    Cost cost,
    byte[] profile,
    byte[] bare) {

  /**
   * What decoding takes.
   *
   * @param bytesPerPixel of memory, at most
   * @param scans passes over the pixels of a JPEG; 1 for other types
   */
  record Cost(int bytesPerPixel, int scans) {}

  /**
   * Reads a header; empty if the bytes are none of the three types or cut off within it.
   *
   * @throws PictureException if the file has a form that is not taken
   */
  static Optional<PictureHeader> of(byte[] b) throws PictureException {
    if (Bytes.has(b, 0, PngFile.SIGNATURE)) {
      return PngFile.read(b);
    }
    if (Bytes.has(b, 0, "RIFF") && Bytes.has(b, 8, "WEBP") && b.length > 30) {
      return Webp.read(b);
    }
    return Bytes.has(b, 0, "\u00ff\u00d8\u00ff") ? JpegFile.read(b) : Optional.empty();
  }

  /** Width as the picture is to be seen. */
  int seenWidth() {
    return orientation > 4 ? height : width;
  }

  /** Height as the picture is to be seen. */
  int seenHeight() {
    return orientation > 4 ? width : height;
  }
}
