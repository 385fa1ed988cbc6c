package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;

/**
 * What a form shows: nothing at first, and what was sent if that was refused.
 *
 * @param problem why it was refused; empty if it was not
 */
public record FormValues(Map<String, List<String>> given, String problem) {
  static final FormValues NONE = new FormValues(Map.of(), "");

  public FormValues {
    given = Map.copyOf(given);
  }

  /** The form that a visit has sent, refused. */
  static FormValues refused(Visit visit, ApiException refusal) {
    String problem =
        refusal.errors().isEmpty()
            ? String.valueOf(refusal.getMessage())
            : refusal.errors().stream().map(FieldError::msg).collect(Collectors.joining("; "));
    return new FormValues(visit.fields(), problem);
  }

  /** How long what is rotated stays valid beside its successor, in seconds. */
  static long overlap(Visit visit) {
    return visit.field("overlap_seconds").map(text -> number("overlap_seconds", text)).orElse(0L);
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

  /** The same for one of several forms of a page: nothing was sent of it if it lacks the field. */
  public FormValues ofField(String field) {
    return given.containsKey(field) ? this : NONE;
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
