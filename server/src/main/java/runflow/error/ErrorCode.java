package runflow.error;

/**
 * The closed list of error codes that an answer may carry (contract, section 1), each with its HTTP
 * status.
 *
 * <p>{@link #retryable()} tells a client whether the very same request can succeed later.
 */
public enum ErrorCode {
  BAD_REQUEST(400, false),
  UNAUTHORIZED(401, false),
  INSUFFICIENT_CREDIT(402, false),
  PERMISSION_DENIED(403, false),
  NOT_FOUND(404, false),
  MODEL_NOT_FOUND(404, false),
  RUN_NOT_FOUND(404, false),
  ASSET_NOT_FOUND(404, false),
  METHOD_NOT_ALLOWED(405, false),
  CONFLICT(409, false),
  PAYLOAD_TOO_LARGE(413, false),
  UNSUPPORTED_MEDIA_TYPE(415, false),
  VALIDATION_FAILED(422, false),
  RATE_LIMITED(429, true),
  INTERNAL(500, true),
  MODEL_UNAVAILABLE(503, true);

  private final int status;
  private final boolean retryable;

  ErrorCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  /** The HTTP status that goes with this code. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later without being changed. */
  public boolean retryable() {
    return retryable;
  }
}
