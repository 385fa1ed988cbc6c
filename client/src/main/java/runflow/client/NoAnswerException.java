package runflow.client;

import org.jspecify.annotations.Nullable;

/** No usable answer came: not connected, broken off, too slow, or not this API's JSON. */
public final class NoAnswerException extends RunflowException {
  private final boolean connected;

  NoAnswerException(String message, boolean connected, @Nullable Throwable cause) {
    super(message, cause);
    this.connected = connected;
  }

  /** False when the server was never reached, so that nothing can have happened there. */
  public boolean connected() {
    return connected;
  }
}
