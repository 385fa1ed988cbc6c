package runflow.catalog;

import java.util.ArrayList;
import java.util.List;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies an input and looks on the way for what no schema speaks of: characters that cannot be
 * stored and numbers that cannot be computed with. Such a number is null in the copy.
 */
final class InputScan {
  static final String CHARACTER = "forbidden_character";
  static final String NUMBER = "number_range";

  private static final String CHARACTER_RULE =
      "must not contain the character U+0000 or half of a surrogate pair: remove it";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<FieldError> errors = new ArrayList<>();

  ObjectNode copy(ObjectNode input) {
    return object(input, List.of("input"));
  }

  /** What was found, at most one more than is ever reported. */
  List<FieldError> errors() {
    return errors;
  }

  private JsonNode value(JsonNode node, List<String> loc) {
    if (node instanceof ObjectNode object) {
      return object(object, loc);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        copy.add(value(array.get(i), InputCheck.append(loc, Integer.toString(i))));
      }
      return copy;
    }
    if (node.isString() && !Json.storable(node.stringValue())) {
      found(loc, "`%s` %s".formatted(Shown.field(loc), CHARACTER_RULE), CHARACTER);
    }
    if (Numbers.outsize(node)) {
      found(loc, "`%s` %s".formatted(Shown.field(loc), Numbers.RANGE), NUMBER);
      return NODES.nullNode();
    }
    return Numbers.plain(node);
  }

  private ObjectNode object(ObjectNode object, List<String> loc) {
    ObjectNode copy = NODES.objectNode();
    for (var field : object.properties()) {
      List<String> at = InputCheck.append(loc, Shown.step(field.getKey()));
      if (!Json.storable(field.getKey())) {
        String name = Shown.field(at);
        found(at, "the name of field `%s` %s".formatted(name, CHARACTER_RULE), CHARACTER);
      }
      copy.set(field.getKey(), value(field.getValue(), at));
    }
    return copy;
  }

  private void found(List<String> loc, String message, String type) {
    if (errors.size() <= InputCheck.MAX_ERRORS) {
      errors.add(new FieldError(loc, message, type));
    }
  }
}
