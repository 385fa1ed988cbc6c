package runflow.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture's own bytes say about it, read without decoding a pixel.
 *
 * @param mimeType {@code image/jpeg}, {@code image/png} or {@code image/webp}
 */
public record ImageHeader(String mimeType, int width, int height) {
  /** Most bytes of a picture. */
  public static final int LARGEST_BYTES = 20 << 20;

  private static final int LONGEST_SIGNATURE = 12;
  private static final long MOST_PIXELS = 50_000_000;
  private static final int LONGEST_SIDE = 16_384;
  private static final int SHORTEST_SIDE = 16;

  /** A picture that cannot be used, with the reason in words. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }
  }

  /**
   * Reads type and size.
   *
   * @throws Unusable if the bytes are not a JPEG, PNG or WebP, or the picture is too large or
   *     damaged
   */
  public static ImageHeader read(byte[] bytes) throws Unusable {
    String type = requireType(bytes);
    if (bytes.length > LARGEST_BYTES) {
      throw new Unusable("it has %d bytes, more than 20 MiB".formatted(bytes.length));
    }
    return read(type, () -> new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
  }

  /**
   * As {@link #read(byte[])}, from a file of any length.
   *
   * @throws IOException if the file cannot be opened
   */
  static ImageHeader read(Path file) throws IOException, Unusable {
    String type;
    try (InputStream in = Files.newInputStream(file)) {
      type = requireType(in.readNBytes(LONGEST_SIGNATURE));
    }
    return read(type, () -> new FileImageInputStream(file.toFile()));
  }

  /** Opens the bytes for a reader. */
  private interface Source {
    ImageInputStream open() throws IOException;
  }

  private static ImageHeader read(String type, Source source) throws Unusable {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new IllegalStateException("no reader for " + type + " is on the class path");
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = source.open()) {
      reader.setInput(in, true, true);
      return bounded(new ImageHeader(type, reader.getWidth(0), reader.getHeight(0)));
    } catch (IOException | RuntimeException e) {
      throw new Unusable("it is damaged: its %s header cannot be read".formatted(type));
    } finally {
      reader.dispose();
    }
  }

  private static ImageHeader bounded(ImageHeader header) throws Unusable {
    if (header.width < SHORTEST_SIDE || header.height < SHORTEST_SIDE) {
      throw new Unusable(
          "it has %d x %d pixels; each side must have at least %d"
              .formatted(header.width, header.height, SHORTEST_SIDE));
    }
    long pixels = (long) header.width * header.height;
    if (header.width > LONGEST_SIDE || header.height > LONGEST_SIDE || pixels > MOST_PIXELS) {
      throw new Unusable(
          "it has %d x %d pixels; at most 50 million and %d a side are taken"
              .formatted(header.width, header.height, LONGEST_SIDE));
    }
    return header;
  }

  private static String requireType(byte[] head) throws Unusable {
    return type(head)
        .orElseThrow(() -> new Unusable("it is not a picture: send a JPEG, PNG or WebP"));
  }

  private static Optional<String> type(byte[] b) {
    if (startsWith(b, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of("image/jpeg");
    }
    if (startsWith(b, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return Optional.of("image/png");
    }
    if (startsWith(b, 0, 'R', 'I', 'F', 'F') && startsWith(b, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of("image/webp");
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int from, int... expected) {
    if (bytes.length < from + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[from + i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
