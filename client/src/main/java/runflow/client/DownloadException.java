package runflow.client;

import org.jspecify.annotations.Nullable;

/** A file could not be fetched whole or written; nothing was left at its place. */
public final class DownloadException extends RunflowException {
  DownloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
