package runflow.catalog;

import java.util.List;
import runflow.error.FieldError;
import tools.jackson.databind.node.ObjectNode;

/** The verdict on a caller's {@code input}. */
public sealed interface CheckedInput {
  /**
   * The input can be run.
   *
   * @param input a copy with every default filled in, fields in the schema's order
   */
  record Accepted(ObjectNode input) implements CheckedInput {}

  /**
   * The input cannot be run.
   *
   * @param errors every problem, at least one, in the schema's order, unknown fields last
   */
  record Refused(List<FieldError> errors) implements CheckedInput {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
