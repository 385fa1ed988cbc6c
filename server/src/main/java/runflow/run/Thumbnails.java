package runflow.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Cuts a picture out of a video that a provider made. Implementations are safe for many threads.
 */
@FunctionalInterface
public interface Thumbnails {
  /** A JPEG; empty if the video does not give one. */
  Optional<byte[]> cut(Path video) throws IOException, InterruptedException;
}
