package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;
import static runflow.docs.Markdown.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** JSON schemas in words and tables. */
final class Schemas {
  private static final int DEEPEST = 4;

  private final JsonNode document;
  private final Map<String, String> homes;

  /**
   * Schemas of a document.
   *
   * @param homes the page in Markdown that shows a component, by its reference
   */
  Schemas(JsonNode document, Map<String, String> homes) {
    this.document = document;
    this.homes = homes;
  }

  /** One row of a table of fields. */
  private record Field(String name, JsonNode schema, boolean required) {}

  /** Whether a component has fields of its own, and thereby a place where they are shown. */
  static boolean isObject(JsonNode schema) {
    return schema.has("properties")
        || schema.path("allOf").valueStream().anyMatch(part -> part.has("properties"));
  }

  /** Every object that a page shows, as sections. */
  String objectsOf(String home) {
    var text = new StringBuilder();
    homes.forEach(
        (reference, place) -> {
          if (place.equals(home) && !reference.endsWith("Request")) {
            JsonNode schema = follow(reference);
            text.append("## ").append(title(reference)).append("\n\n");
            text.append(description(schema)).append(table(schema, false)).append("\n");
          }
        });
    return text.toString();
  }

  /** The fields of an object as a table. */
  String table(JsonNode schema, boolean request) {
    List<List<String>> rows = new ArrayList<>();
    rows(schema, "", 0, request, rows);
    return Markdown.table(
        request
            ? cells("Field", "Type", "Required", "Description")
            : cells("Field", "Type", "Description"),
        rows);
  }

  private void rows(
      JsonNode schema, String prefix, int depth, boolean request, List<List<String>> rows) {
    for (Field field : fields(schema)) {
      String name = prefix + field.name();
      List<String> row = new ArrayList<>(cells(code(name), type(field.schema())));
      if (request) {
        row.add(field.required() ? "required" : "optional");
      }
      row.add(details(field.schema()));
      rows.add(row);
      if (depth < DEEPEST) {
        JsonNode inner = inner(field.schema());
        boolean list = field.schema().path("items").isObject();
        rows(inner, name + (list ? "[]." : "."), depth + 1, request, rows);
      }
    }
  }

  /** What has fields of its own that no other place shows. */
  private static JsonNode inner(JsonNode schema) {
    return Stream.of(schema, schema.path("items"))
        .flatMap(one -> Stream.concat(Stream.of(one), alternatives(one)))
        .filter(one -> one.has("properties"))
        .findFirst()
        .orElse(Json.object());
  }

  private List<Field> fields(JsonNode schema) {
    Map<String, Field> fields = new LinkedHashMap<>();
    collect(schema, true, fields);
    return List.copyOf(fields.values());
  }

  private void collect(JsonNode schema, boolean always, Map<String, Field> fields) {
    if (schema.has("$ref")) {
      collect(follow(schema.path("$ref").stringValue()), always, fields);
      return;
    }
    schema.path("allOf").forEach(part -> collect(part, always, fields));
    schema.path("oneOf").forEach(part -> collect(part, false, fields));
    for (var property : schema.path("properties").properties()) {
      boolean required =
          always
              && schema
                  .path("required")
                  .valueStream()
                  .anyMatch(name -> name.stringValue().equals(property.getKey()));
      fields.putIfAbsent(
          property.getKey(), new Field(property.getKey(), property.getValue(), required));
    }
  }

  /** What a value is, with links to objects that are shown elsewhere. */
  String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").stringValue();
      return homes.getOrDefault(reference, "").isEmpty()
          ? type(follow(reference))
          : link(name(reference), homes.get(reference) + "#" + anchor(reference));
    }
    if (isPage(schema)) {
      return "page of " + type(schema.at("/properties/items/items"));
    }
    if (schema.has("anyOf") || schema.has("oneOf")) {
      return alternatives(schema).map(this::type).distinct().collect(Collectors.joining(" | "));
    }
    if (schema.has("allOf") && !schema.has("type")) {
      return schema.path("allOf").valueStream().map(this::type).findFirst().orElse("object");
    }
    if (schema.has("items")) {
      return "array of " + type(schema.path("items"));
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(" | "));
    }
    return type.isString() ? type.stringValue() : constants(schema);
  }

  private static String constants(JsonNode schema) {
    JsonNode value = schema.has("const") ? schema.path("const") : schema.path("enum").path(0);
    return value.isMissingNode() ? "any" : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** What else is known of a value: its meaning, what it may be, and an example. */
  String details(JsonNode schema) {
    JsonNode followed =
        schema.has("$ref") && !isObject(follow(schema.path("$ref").stringValue()))
            ? follow(schema.path("$ref").stringValue())
            : schema;
    return Stream.of(
            sentence(
                schema.path("description").asString(followed.path("description").asString(""))),
            values(followed),
            bound(followed),
            followed.has("default") ? "Default " + code(shown(followed.path("default"))) + "." : "",
            followed.has("examples")
                ? "E.g. " + code(shown(followed.path("examples").path(0))) + "."
                : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String sentence(String text) {
    return text.isEmpty() || ".!?`".indexOf(text.charAt(text.length() - 1)) >= 0
        ? text
        : text + ".";
  }

  private String values(JsonNode schema) {
    if (schema.has("const")) {
      return "Always " + code(shown(schema.path("const"))) + ".";
    }
    JsonNode values =
        Stream.concat(
                Stream.of(schema, schema.path("items")),
                Stream.concat(alternatives(schema), Stream.of(schema.path("items")))
                    .filter(one -> one.has("$ref"))
                    .map(one -> follow(one.path("$ref").stringValue())))
            .map(one -> one.path("enum"))
            .filter(JsonNode::isArray)
            .findFirst()
            .orElse(Json.object());
    return values.isEmpty()
        ? ""
        : values
            .valueStream()
            .map(one -> code(shown(one)))
            .collect(Collectors.joining(", ", "One of ", "."));
  }

  private static String bound(JsonNode schema) {
    if (schema.has("minimum") && schema.has("maximum")) {
      return "%s to %s.".formatted(schema.path("minimum"), schema.path("maximum"));
    }
    return schema.has("maxLength")
        ? "At most %s characters.".formatted(schema.path("maxLength"))
        : "";
  }

  private static Stream<JsonNode> alternatives(JsonNode schema) {
    return Stream.concat(schema.path("anyOf").valueStream(), schema.path("oneOf").valueStream());
  }

  static boolean isPage(JsonNode schema) {
    return schema.path("properties").has("next_pq") && schema.at("/properties/items").has("items");
  }

  JsonNode follow(String reference) {
    return document.at(reference.substring(1));
  }

  private static String description(JsonNode schema) {
    return schema.has("description") ? schema.path("description").stringValue() + "\n\n" : "";
  }

  static String shown(JsonNode value) {
    return value.isString() ? value.stringValue() : Json.text(value);
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static String title(String reference) {
    return "The " + name(reference) + " object";
  }

  private static String anchor(String reference) {
    return title(reference).toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
