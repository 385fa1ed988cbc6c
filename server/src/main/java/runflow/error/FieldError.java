package runflow.error;

import java.util.List;

/**
 * One problem of a request, as it appears in {@code errors[]}.
 *
 * @param loc path from the request body to the field: names and, within a list, places from 0, e.g.
 *     {@code ["input", 3, "duration"]}
 * @param msg names the field, the rule, the value it got and what to do
 * @param type machine-readable kind, e.g. {@code enum}, {@code required}, {@code conflict}
 */
public record FieldError(List<?> loc, String msg, String type) {
  public FieldError {
    loc = List.copyOf(loc);
  }
}
