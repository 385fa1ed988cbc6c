package runflow.asset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What an asset may be: the closed list of types, each known by its content. */
public enum MediaType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  MP4("video/mp4", "mp4");

  private final String mimeType;
  private final String extension;

  MediaType(String mimeType, String extension) {
    this.mimeType = mimeType;
    this.extension = extension;
  }

  /** The type of that name, in any case; empty if it is none of ours. */
  public static Optional<MediaType> of(String mimeType) {
    return Arrays.stream(values())
        .filter(type -> type.mimeType.equalsIgnoreCase(mimeType))
        .findFirst();
  }

  /** E.g. {@code image/jpeg}. */
  public String mimeType() {
    return mimeType;
  }

  /** How names of such files end, without the dot. */
  public String extension() {
    return extension;
  }

  /** What the API calls the kind of asset: {@code image} or {@code video}. */
  public String kind() {
    return mimeType.substring(0, mimeType.indexOf('/'));
  }

  /** A file that is not of the type, with the reason in words. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String reason) {
      super(reason);
    }
  }

  /**
   * Checks a file by its content.
   *
   * @throws Mismatch if it is of another type, damaged, or beyond what is taken
   */
  void require(Path file) throws IOException, Mismatch {
    try {
      if (this == MP4) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
          VideoHeader.read(in);
        }
        return;
      }
      String found = ImageHeader.read(file).mimeType();
      if (!found.equals(mimeType)) {
        throw new Mismatch("its content is " + found);
      }
    } catch (ImageHeader.Unusable | VideoHeader.Unusable e) {
      throw new Mismatch(String.valueOf(e.getMessage()));
    }
  }
}
