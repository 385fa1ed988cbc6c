package runflow.client;

import java.util.List;

/**
 * The server's reason for refusing a request.
 *
 * @param code e.g. {@code VALIDATION_FAILED}
 * @param message names the field, the rule, the value and what to do
 * @param errors every problem of the request where there can be many; else empty
 */
public record ApiError(String code, String message, List<Problem> errors) {
  public ApiError {
    errors = List.copyOf(errors);
  }

  /**
   * One problem of a request.
   *
   * @param loc path to the field, e.g. {@code input}, {@code duration}
   */
  public record Problem(List<String> loc, String msg, String type) {
    public Problem {
      loc = List.copyOf(loc);
    }
  }
}
