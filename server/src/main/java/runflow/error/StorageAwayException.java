package runflow.error;

import java.io.IOException;

/** The file storage does not answer at the moment; the same may be tried again later. */
public final class StorageAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
