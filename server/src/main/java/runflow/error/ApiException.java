package runflow.error;

import java.util.ArrayList;
import java.util.List;

/**
 * A request that cannot be served, with everything its caller is told. Carries no stack trace: it
 * is an answer.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_ERRORS = 100;

  private final ErrorCode code;
  private final transient List<FieldError> errors;

  public ApiException(ErrorCode code, String message) {
    this(code, message, List.of());
  }

  public ApiException(ErrorCode code, String message, List<FieldError> errors) {
    super(message, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
  }

  /** A 422 that lists the problems of the request at once, up to a hundred. */
  public static ApiException invalid(List<FieldError> errors) {
    if (errors.size() > MOST_ERRORS) {
      List<FieldError> shown = new ArrayList<>(errors.subList(0, MOST_ERRORS));
      shown.add(new FieldError(List.of(), "more problems follow: correct these first", "more"));
      return new ApiException(
          ErrorCode.VALIDATION_FAILED, "more than 100 fields are not valid", shown);
    }
    String message =
        errors.size() == 1
            ? errors.getFirst().msg()
            : errors.size() + " fields are not valid; `errors` lists each with its rule";
    return new ApiException(ErrorCode.VALIDATION_FAILED, message, errors);
  }

  public ErrorCode code() {
    return code;
  }

  /** Field-level problems; empty where the code says it all. */
  public List<FieldError> errors() {
    return errors;
  }
}
