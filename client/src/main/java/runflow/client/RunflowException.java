package runflow.client;

import org.jspecify.annotations.Nullable;

/** Anything that kept a call from its result; the message can be shown to a person. */
public abstract sealed class RunflowException extends RuntimeException
    permits RequestRefusedException,
        NoAnswerException,
        WaitExpiredException,
        DownloadException,
        CallbackRefusedException {
  RunflowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
