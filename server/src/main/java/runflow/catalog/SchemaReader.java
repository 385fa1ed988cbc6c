package runflow.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the {@code input} section: a JSON Schema that is valid, stands alone, refuses unknown
 * fields, and whose defaults satisfy it.
 */
final class SchemaReader {
  private static final List<String> ROOT_KEYS =
      List.of(
          "type",
          "title",
          "description",
          "properties",
          "required",
          "additionalProperties",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "$comment");
  private static final List<String> PROPERTY_KEYS =
      List.of(
          "type",
          "title",
          "description",
          "default",
          "examples",
          "enum",
          "const",
          "format",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "items",
          "prefixItems",
          "minItems",
          "maxItems",
          "uniqueItems",
          "contains",
          "minContains",
          "maxContains",
          "properties",
          "required",
          "additionalProperties",
          "minProperties",
          "maxProperties",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "deprecated",
          "$comment");
  private static final List<String> TYPES =
      List.of("string", "boolean", "integer", "number", "array", "object");
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private final Section section;
  private final Problems problems;

  SchemaReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  Optional<InputSchema> read() {
    int before = problems.count();
    for (Error error : Schemas.metaschema().validate(section.node())) {
      String where = section.pointer() + error.getInstanceLocation();
      section.problemAt(where, "not a valid JSON Schema: " + error.getMessage());
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    shape();
    selfContained(section.node(), section.pointer());
    section.object("properties").ifPresent(this::properties);
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(new InputSchema(section.node()));
  }

  private void shape() {
    section.allowOnly(ROOT_KEYS);
    if (!section.text("type").equals("object")) {
      section.problem("type", "`type` of the input must be object");
    }
    JsonNode additional = section.node().path("additionalProperties");
    if (!additional.isBoolean() || additional.booleanValue()) {
      section.problem(
          "additionalProperties",
          "`additionalProperties` must be false: a mistyped field must be an error, not ignored");
    }
    JsonNode properties = section.node().path("properties");
    for (JsonNode name : section.node().path("required")) {
      if (!properties.has(name.asString())) {
        section.problem(
            "required", "`required` names `%s`, which is no field".formatted(name.asString()));
      }
    }
  }

  private void selfContained(JsonNode node, String at) {
    for (var entry : node.properties()) {
      String where = at + "/" + YamlTree.escape(entry.getKey());
      if (entry.getKey().startsWith("$") && !entry.getKey().equals("$comment")) {
        section.problemAt(
            where, "`%s` is not supported: write the schema out".formatted(entry.getKey()));
      }
      selfContained(entry.getValue(), where);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      selfContained(node.get(i), at + "/" + i);
    }
  }

  private void properties(Section properties) {
    if (properties.node().isEmpty()) {
      properties.problemAt(properties.pointer(), "`properties` must hold at least one field");
    }
    for (String name : properties.node().propertyNames()) {
      if (!FIELD.matcher(name).matches()) {
        properties.problem(
            name,
            "field `%s` must be named with a to z, 0 to 9 and _, a letter first".formatted(name));
      }
      properties.object(name).ifPresent(field -> property(name, field));
    }
  }

  private void property(String name, Section field) {
    int before = problems.count();
    field.allowOnly(PROPERTY_KEYS);
    field.text("title");
    field.text("description");
    String type = field.text("type");
    if (!type.isEmpty() && !TYPES.contains(type)) {
      field.problem(
          "type", "`type` must be one of %s, but was %s".formatted(String.join(", ", TYPES), type));
    }
    for (JsonNode value : field.node().path("enum")) {
      if (value.isContainer() || value.isNull()) {
        field.problem("enum", "`enum` may hold text, numbers, true and false only");
      }
    }
    if (problems.count() == before) {
      ObjectNode rules = field.node();
      rules
          .optional("default")
          .ifPresent(value -> obeys(Schemas.compile(rules), value, name, field));
    }
  }

  private static void obeys(Schema schema, JsonNode value, String name, Section field) {
    for (Error error : schema.validate(value)) {
      field.problem(
          "default",
          "the default of `%s` breaks its own rule `%s`: it was %s"
              .formatted(name, error.getKeyword(), Shown.kind(value)));
    }
  }
}
