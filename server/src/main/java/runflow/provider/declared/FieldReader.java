package runflow.provider.declared;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what becomes of one input field: a pointer alone, or a mapping with its rules. */
final class FieldReader {
  private final Section fields;
  private final String field;

  FieldReader(Section fields, String field) {
    this.fields = fields;
    this.field = field;
  }

  FieldMapping read() {
    JsonNode value = fields.node().path(field);
    if (value.isString()) {
      Optional<Pointer> to = fields.pointer(field);
      to.filter(pointer -> !pointer.writable()).ifPresent(pointer -> unwritable(fields, field));
      return new FieldMapping(
          field,
          to,
          Form.AS_IS,
          Map.of(),
          List.of(),
          new FieldMapping.Bounds(Optional.empty(), Optional.empty()),
          Optional.empty(),
          Optional.empty());
    }
    return mapping(fields.section(field));
  }

  private static void unwritable(Section section, String key) {
    section.problem(
        key, "cannot be written to: its steps must be names, or 0 for the one entry of a list");
  }

  private FieldMapping mapping(Section rules) {
    rules.allowOnly("to", "as", "map", "allowed", "min", "max", "omit", "ignored");
    Optional<Pointer> to = rules.pointer("to");
    to.filter(pointer -> !pointer.writable()).ifPresent(pointer -> unwritable(rules, "to"));
    if (rules.has("to") == rules.has("ignored")) {
      rules.problem("to", "or `ignored` with a sentence must be there, and not both");
    }
    Form form =
        rules
            .parsed("as", Form::parse, "one of " + String.join(", ", Form.words()))
            .orElse(Form.AS_IS);
    List<JsonNode> allowed = rules.values("allowed");
    if (form == Form.ASPECT_RATIO
        && (allowed.isEmpty() || allowed.stream().anyMatch(one -> Form.ratio(one).isEmpty()))) {
      rules.problem("allowed", "must list the ratios to choose from, such as \"16:9\"");
    }
    return new FieldMapping(
        field,
        to,
        form,
        values(rules),
        allowed,
        new FieldMapping.Bounds(number(rules, "min"), number(rules, "max")),
        Optional.of(rules.node().path("omit")).filter(value -> !value.isMissingNode()),
        rules.optionalText("ignored"));
  }

  private static Map<String, JsonNode> values(Section rules) {
    Map<String, JsonNode> values = new HashMap<>();
    rules
        .optionalSection("map")
        .ifPresent(
            map ->
                map.node()
                    .properties()
                    .forEach(entry -> values.put(entry.getKey(), entry.getValue())));
    return values;
  }

  private static Optional<BigDecimal> number(Section rules, String key) {
    JsonNode value = rules.node().path(key);
    if (value.isNumber()) {
      return Optional.of(value.decimalValue());
    }
    if (!value.isMissingNode()) {
      rules.problem(key, "must be a number");
    }
    return Optional.empty();
  }
}
