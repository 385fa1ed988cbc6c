package runflow.catalog;

import java.util.ArrayList;
import java.util.List;
import runflow.error.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks through the whole input for what no schema speaks of: characters that cannot be stored and
 * numbers so long that computing with them would take for ever.
 */
final class InputScan {
  private static final int MAX_EXPONENT = 400;
  private static final String TYPE = "forbidden_character";
  private static final String RULE =
      "must not contain the character U+0000 or half of a surrogate pair: remove it";

  private final List<FieldError> errors = new ArrayList<>();

  /** The input to check further: the very same, or a copy with null for outsize numbers. */
  ObjectNode scan(ObjectNode input) {
    walk(input, List.of("input"));
    boolean outsize = errors.stream().anyMatch(error -> error.type().equals("number_range"));
    if (!outsize) {
      return input;
    }
    ObjectNode tamed = input.deepCopy();
    tame(tamed);
    return tamed;
  }

  List<FieldError> errors() {
    return errors;
  }

  private void walk(JsonNode node, List<String> loc) {
    if (errors.size() > InputCheck.MAX_ERRORS) {
      return;
    }
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        List<String> at = InputCheck.append(loc, Shown.step(field.getKey()));
        if (unstorable(field.getKey())) {
          errors.add(
              new FieldError(
                  at, "the name of field `%s` %s".formatted(Shown.field(at), RULE), TYPE));
        }
        walk(field.getValue(), at);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        walk(array.get(i), InputCheck.append(loc, Integer.toString(i)));
      }
    } else if (node.isString() && unstorable(node.stringValue())) {
      errors.add(new FieldError(loc, "`%s` %s".formatted(Shown.field(loc), RULE), TYPE));
    } else if (outsize(node)) {
      errors.add(
          new FieldError(
              loc,
              "`%s` must be a number with an exponent within ±400".formatted(Shown.field(loc)),
              "number_range"));
    }
  }

  private static boolean unstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean outsize(JsonNode node) {
    return node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MAX_EXPONENT;
  }

  private static void tame(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (outsize(object.get(name))) {
          object.putNull(name);
        } else {
          tame(object.get(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (outsize(array.get(i))) {
          array.setNull(i);
        } else {
          tame(array.get(i));
        }
      }
    }
  }
}
