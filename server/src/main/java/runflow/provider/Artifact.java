package runflow.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One finished file at a provider: an MP4.
 *
 * @param measures what the file is, if that is known for sure; else it is read from the file itself
 * @param thumbnail a JPEG, if the provider has one
 */
public record Artifact(Content content, Optional<Measures> measures, Optional<Content> thumbnail) {

  /**
   * What a video is.
   *
   * @param duration in seconds
   */
  public record Measures(int width, int height, double duration, double fps, boolean hasAudio) {}

  /** Where bytes come from. */
  @FunctionalInterface
  public interface Content {
    /**
     * Opens the bytes; called once or more.
     *
     * @throws Unusable if there is no use in trying again
     * @throws IOException if there is
     */
    InputStream open() throws IOException;

    /** The name under which this server's storage has the bytes already; empty for most. */
    default Optional<String> storedName() {
      return Optional.empty();
    }
  }

  /** A file that will not get any better, with the reason in words: gone, too large, no video. */
  public static final class Unusable extends IOException {
    private static final long serialVersionUID = 1L;

    public Unusable(String reason) {
      super(reason);
    }
  }
}
