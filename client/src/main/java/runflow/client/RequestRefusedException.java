package runflow.client;

import java.util.Optional;

/** The server answered with an error, and retries did not help or were not allowed. */
public final class RequestRefusedException extends RunflowException {
  private final int status;
  private final ApiError error;
  private final Optional<String> requestId;

  RequestRefusedException(int status, ApiError error, Optional<String> requestId) {
    super("HTTP %d %s: %s".formatted(status, error.code(), error.message()), null);
    this.status = status;
    this.error = error;
    this.requestId = requestId;
  }

  /** HTTP status, 300 to 599. */
  public int status() {
    return status;
  }

  public ApiError error() {
    return error;
  }

  /** Quote it when asking the operator for help. */
  public Optional<String> requestId() {
    return requestId;
  }
}
