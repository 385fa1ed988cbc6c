package runflow.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.Nearest;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Reads the {@code price} section and holds it against the input schema. */
final class PriceReader {
  private static final BigDecimal MAX_RATE = BigDecimal.valueOf(1000);

  private final Section section;
  private final InputSchema schema;

  PriceReader(Section section, InputSchema schema) {
    this.section = section;
    this.schema = schema;
  }

  Price read() {
    section.allowOnly(List.of("unit", "quantity", "base", "note", "rules"));
    String unit = section.text("unit");
    if (!unit.isEmpty() && !unit.equals("second")) {
      section.problem("unit", "`unit` must be second, but was " + Shown.shorten(unit));
    }
    var rules = new ArrayList<PriceRule>();
    if (section.node().has("rules")) {
      section.objects("rules").forEach(rule -> rules.add(rule(rule)));
    }
    return new Price(unit, quantity(), rate(section, "base"), section.text("note"), rules);
  }

  private String quantity() {
    String name = section.text("quantity");
    Optional<InputField> field = schema.field(name);
    if (name.isEmpty()) {
      return name;
    }
    if (field.isEmpty()) {
      section.problem("quantity", unknownField("`quantity`", name));
    } else if (!field.get().required() && field.get().fallback().isEmpty()) {
      section.problem(
          "quantity",
          "`quantity` names `%s`, which may be absent: give it a default".formatted(name));
    } else if (!countable(name)) {
      section.problem(
          "quantity",
          "`quantity` names `%s`, whose every value must count seconds, like 8 or 8s: list them in its `enum`"
              .formatted(name));
    }
    return name;
  }

  private boolean countable(String field) {
    JsonNode values = rulesOf(field).path("enum");
    for (JsonNode value : values) {
      if (!Price.countable(value)) {
        return false;
      }
    }
    return !values.isEmpty();
  }

  private PriceRule rule(Section rule) {
    rule.allowOnly(List.of("when", "rate", "note"));
    Map<String, List<JsonNode>> when = new LinkedHashMap<>();
    rule.object("when").ifPresent(conditions -> readWhen(conditions, when));
    return new PriceRule(when, rate(rule, "rate"), rule.text("note"));
  }

  private void readWhen(Section conditions, Map<String, List<JsonNode>> when) {
    if (conditions.node().isEmpty()) {
      conditions.problemAt(conditions.pointer(), "`when` must name at least one field");
    }
    for (var condition : conditions.node().properties()) {
      String name = condition.getKey();
      if (schema.field(name).isEmpty()) {
        conditions.problem(name, unknownField("a price rule", name));
        continue;
      }
      List<JsonNode> values = values(condition.getValue());
      for (JsonNode value : values) {
        if (value.isContainer() || !Schemas.compile(rulesOf(name)).validate(value).isEmpty()) {
          conditions.problem(
              name,
              "a price rule names a value that `%s` cannot have: %s"
                  .formatted(name, Shown.kind(value)));
        }
      }
      when.put(name, values);
    }
  }

  private static List<JsonNode> values(JsonNode value) {
    var values = new ArrayList<JsonNode>();
    if (value instanceof ArrayNode several) {
      several.forEach(values::add);
    } else {
      values.add(value);
    }
    return values;
  }

  private JsonNode rulesOf(String field) {
    return schema.json().path("properties").path(field);
  }

  private String unknownField(String who, String name) {
    String hint =
        Nearest.to(name, schema.names()).map(near -> ": did you mean `" + near + "`?").orElse("");
    return "%s names `%s`, which is no input field%s".formatted(who, name, hint);
  }

  private static Money rate(Section section, String key) {
    JsonNode value = section.node().path(key);
    BigDecimal dollars = value.isNumber() ? value.decimalValue() : BigDecimal.ONE.negate();
    if (dollars.signum() < 0 || dollars.compareTo(MAX_RATE) > 0 || dollars.scale() > 6) {
      section.problem(
          key,
          "`%s` must be a number of dollars from 0 to 1000 with at most six decimals"
              .formatted(key));
      return Money.ZERO;
    }
    return Money.dollars(dollars.toPlainString());
  }
}
