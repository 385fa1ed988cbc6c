package runflow.client;

import org.jspecify.annotations.Nullable;

/** A callback is not authentic, too old or unreadable: answer it with 400 and change nothing. */
public final class CallbackRefusedException extends RunflowException {
  CallbackRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
