package runflow.db;

import java.io.IOException;

/** Another process has the data folder; the message says which. */
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(String message) {
    super(message);
  }
}
