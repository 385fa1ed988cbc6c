package runflow.fake;

import org.jspecify.annotations.Nullable;

/** Thrown for a command line that cannot be followed; the message says why. */
final class Usage extends RuntimeException {
  Usage(String message) {
    super(message);
  }

  Usage(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
