package runflow.catalog;

import java.util.List;
import java.util.Optional;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The shipped catalog and short ways to check inputs against it. */
final class Inputs {
  static final Catalog SHIPPED = Catalog.load(Optional.empty());
  static final String TEXT = "google/veo3.1";
  static final String IMAGE = "google/veo3.1/fast/image-to-video";

  private Inputs() {}

  static Model model(String id) {
    return SHIPPED.find(id).orElseThrow();
  }

  static ObjectNode json(String text) {
    return (ObjectNode) Json.tree(text);
  }

  static ObjectNode accepted(String model, String input) {
    return switch (model(model).check(json(input))) {
      case CheckedInput.Accepted(ObjectNode accepted) -> accepted;
      case CheckedInput.Refused(List<FieldError> errors) ->
          throw new AssertionError("refused: " + errors);
    };
  }

  static List<FieldError> refused(String model, String input) {
    return switch (model(model).check(json(input))) {
      case CheckedInput.Accepted(ObjectNode accepted) ->
          throw new AssertionError("accepted: " + accepted);
      case CheckedInput.Refused(List<FieldError> errors) -> errors;
    };
  }
}
