package runflow.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runflow.error.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks one input against one model's schema and fills in the defaults. */
final class InputCheck {
  static final int MAX_ERRORS = 100;
  private static final int MAX_FIELDS = 256;

  private final String model;
  private final InputSchema schema;

  InputCheck(String model, InputSchema schema) {
    this.model = model;
    this.schema = schema;
  }

  CheckedInput check(ObjectNode input) {
    if (input.size() > MAX_FIELDS) {
      String message =
          "`input` must have at most %d fields for model `%s`, but has %d"
              .formatted(MAX_FIELDS, model, input.size());
      return new CheckedInput.Refused(
          List.of(new FieldError(List.of("input"), message, "max_properties")));
    }
    var scan = new InputScan();
    ObjectNode copy = scan.copy(input);
    var messages = new InputMessages(model, schema);
    var errors = new ArrayList<>(scan.errors());
    schema.violations(copy).stream().limit(10L * MAX_ERRORS).map(messages::of).forEach(errors::add);
    return errors.isEmpty()
        ? new CheckedInput.Accepted(completed(copy))
        : new CheckedInput.Refused(inOrder(errors));
  }

  /** One error for each place, the most basic one, in the order of the schema. */
  private List<FieldError> inOrder(List<FieldError> errors) {
    Map<List<?>, FieldError> byPlace = new LinkedHashMap<>();
    for (FieldError error : errors) {
      byPlace.merge(error.loc(), error, (a, b) -> b.type().equals("type") && !first(a) ? b : a);
    }
    List<String> names = schema.names();
    List<FieldError> sorted =
        byPlace.values().stream()
            .sorted(Comparator.comparingInt(error -> rank(names, error.loc())))
            .toList();
    if (sorted.size() <= MAX_ERRORS) {
      return sorted;
    }
    var cut = new ArrayList<>(sorted.subList(0, MAX_ERRORS));
    cut.add(new FieldError(List.of("input"), "more problems follow: correct these first", "more"));
    return cut;
  }

  private static boolean first(FieldError error) {
    return error.type().equals(InputScan.CHARACTER) || error.type().equals(InputScan.NUMBER);
  }

  private static int rank(List<String> names, List<?> loc) {
    int known = loc.size() < 2 ? -1 : names.indexOf(loc.get(1));
    return loc.size() >= 2 && known < 0 ? names.size() : known;
  }

  private ObjectNode completed(ObjectNode input) {
    ObjectNode accepted = JsonNodeFactory.instance.objectNode();
    for (InputField field : schema.fields()) {
      JsonNode given = input.get(field.name());
      if (given != null) {
        accepted.set(field.name(), given);
      } else {
        field.fallback().ifPresent(value -> accepted.set(field.name(), value.deepCopy()));
      }
    }
    return accepted;
  }

  static List<String> append(List<String> loc, String step) {
    var longer = new ArrayList<String>(loc.size() + 1);
    longer.addAll(loc);
    longer.add(step);
    return longer;
  }
}
