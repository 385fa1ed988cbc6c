package runflow.http;

import java.util.List;
import runflow.error.ErrorCode;
import runflow.error.FieldError;

/** How a route writes a refusal: the answer that tells a code, a message and what else is known. */
@FunctionalInterface
public interface ErrorShape {
  /** The envelope of the API (contract, section 1). */
  ErrorShape ENVELOPE = json(Problem::new);

  /**
   * The answer.
   *
   * @param errors problems of single fields; empty where the code says it all
   */
  Reply of(ErrorCode code, String message, List<FieldError> errors);

  /** A shape that is a JSON body. */
  static ErrorShape json(Body body) {
    return (code, message, errors) -> Reply.json(code.status(), body.of(code, message, errors));
  }

  /** What a refusal is as a value to be written as JSON. */
  @FunctionalInterface
  interface Body {
    Object of(ErrorCode code, String message, List<FieldError> errors);
  }
}
