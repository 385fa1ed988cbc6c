package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;

/**
 * What the forms of a page show: nothing at first, and what was sent if that was refused.
 *
 * @param path where it was sent; empty if nothing was
 * @param problem why it was refused; empty if it was not
 */
public record FormValues(String path, Map<String, List<String>> given, String problem) {
  static final FormValues NONE = new FormValues("", Map.of(), "");

  public FormValues {
    given = Map.copyOf(given);
  }

  /** The form that a visit has sent, refused. */
  static FormValues refused(Visit visit, ApiException refusal) {
    String problem =
        refusal.errors().isEmpty()
            ? String.valueOf(refusal.getMessage())
            : refusal.errors().stream().map(FieldError::msg).collect(Collectors.joining("; "));
    return new FormValues(visit.call().path(), visit.fields(), problem);
  }

  /** A number that was chosen from a list. */
  static long number(String field, String text) {
    if (!text.matches("\\d{1,7}")) {
      throw new ApiException(
          ErrorCode.VALIDATION_FAILED,
          "`%s` must be a whole number; choose one of the list".formatted(field));
    }
    return Long.parseLong(text);
  }

  /** The same for one of several forms of a page: nothing was sent of it if another one was. */
  public FormValues of(String action) {
    return path.equals(action) ? this : NONE;
  }

  /** Whether it was sent before. */
  public boolean sent() {
    return !given.isEmpty();
  }

  /** The value of a field, or what stands there at first. */
  public String text(String field, String atFirst) {
    return sent() ? given.getOrDefault(field, List.of("")).getFirst() : atFirst;
  }

  /** Whether a choice is made, or is at first. */
  public boolean chosen(String field, String value, boolean atFirst) {
    return sent() ? given.getOrDefault(field, List.of()).contains(value) : atFirst;
  }
}
