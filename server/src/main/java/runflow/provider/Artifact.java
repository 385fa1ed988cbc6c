package runflow.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One finished file at a provider.
 *
 * @param duration in seconds
 * @param content opens the bytes; called once or more
 * @param thumbnail a JPEG, if the provider has one
 */
public record Artifact(
    String mimeType,
    int width,
    int height,
    double duration,
    double fps,
    boolean hasAudio,
    Content content,
    Optional<Content> thumbnail) {

  /** Where bytes come from. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;

    /** The name under which this server's storage has the bytes already; empty for most. */
    default Optional<String> storedName() {
      return Optional.empty();
    }
  }
}
