package runflow.outbound;

import java.io.IOException;

/** A kept connection failed before a byte of the answer had come: most likely it was closed. */
final class StaleConnection extends IOException {
  private static final long serialVersionUID = 1L;

  StaleConnection(IOException cause) {
    super("a kept connection was closed", cause);
  }
}
