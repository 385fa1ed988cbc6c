package runflow.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;

/** The error envelope {@code {"code","message","errors"}} of every answer that is not a success. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Problem(String code, String message, @Nullable List<FieldError> errors) {

  /** Where nothing more exact is known. */
  private static final String RETRY_SECONDS = "5";

  Problem(ErrorCode code, String message, List<FieldError> errors) {
    this(code.name(), message, errors.isEmpty() ? null : errors);
  }

  static Reply of(ErrorShape shape, ApiException problem) {
    return of(shape, problem.code(), String.valueOf(problem.getMessage()), problem.errors());
  }

  static Reply of(ErrorShape shape, ErrorCode code, String message) {
    return of(shape, code, message, List.of());
  }

  private static Reply of(
      ErrorShape shape, ErrorCode code, String message, List<FieldError> errors) {
    Reply reply = shape.of(code, message, errors);
    return switch (code) {
      case UNAUTHORIZED -> reply.with("WWW-Authenticate", "Bearer realm=\"runflow\"");
      case RATE_LIMITED -> reply.with("Retry-After", RETRY_SECONDS);
      default -> reply;
    };
  }
}
