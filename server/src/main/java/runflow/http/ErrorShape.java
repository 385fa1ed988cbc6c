package runflow.http;

import java.util.List;
import runflow.error.ErrorCode;
import runflow.error.FieldError;

/** How a route writes a refusal: the body that tells a code, a message and what else is known. */
@FunctionalInterface
public interface ErrorShape {
  /** The envelope of the API (contract, section 1). */
  ErrorShape ENVELOPE = Problem::new;

  /**
   * The body, to be written as JSON.
   *
   * @param errors problems of single fields; empty where the code says it all
   */
  Object of(ErrorCode code, String message, List<FieldError> errors);
}
