package runflow.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Makes the fields of a form from the JSON Schema of a model's input. */
final class InputFields {
  /** Longer text gets several lines. */
  private static final int LONG_TEXT = 255;

  /** What everybody looks for, although it costs nothing. */
  private static final Set<String> ALWAYS_SHOWN = Set.of("aspect_ratio");

  private final ModelDetail model;
  private final Set<String> required;
  private final Set<String> priced;

  InputFields(ModelDetail model) {
    this.model = model;
    this.required =
        Set.copyOf(
            model.inputSchema().path("required").valueStream().map(JsonNode::asString).toList());
    this.priced = model.priced();
  }

  /**
   * The fields: what is described first, then what is chosen, then what is on or off, each in the
   * order of the schema.
   *
   * @param values text by name
   * @param errors what is wrong, by name
   */
  List<FormField> with(Map<String, String> values, Map<String, String> errors) {
    List<FormField> fields = new ArrayList<>();
    for (var property : model.inputSchema().path("properties").properties()) {
      String name = property.getKey();
      JsonNode schema = property.getValue();
      FormField.Kind kind = kind(schema);
      fields.add(
          new FormField(
              name,
              schema.path("title").asString(name),
              schema.path("description").asString(""),
              kind,
              required.contains(name),
              main(name, kind),
              values.getOrDefault(name, ""),
              shape(schema, required.contains(name)),
              errors.getOrDefault(name, "")));
    }
    fields.sort(Comparator.comparingInt(field -> place(field.kind())));
    return fields;
  }

  private static int place(FormField.Kind kind) {
    return switch (kind) {
      case LINES, LINE, JSON -> 0;
      case PICTURE -> 1;
      case CHOICE, NUMBER -> 2;
      case SWITCH -> 3;
    };
  }

  private boolean main(String name, FormField.Kind kind) {
    return required.contains(name)
        || priced.contains(name)
        || kind == FormField.Kind.PICTURE
        || ALWAYS_SHOWN.contains(name);
  }

  private static FormField.Kind kind(JsonNode schema) {
    if (schema.path("format").asString("").equals("runflow-image")) {
      return FormField.Kind.PICTURE;
    }
    if (schema.has("enum")) {
      return FormField.Kind.CHOICE;
    }
    return switch (schema.path("type").asString("")) {
      case "boolean" -> FormField.Kind.SWITCH;
      case "integer", "number" -> FormField.Kind.NUMBER;
      case "string" ->
          schema.path("maxLength").asInt(Integer.MAX_VALUE) > LONG_TEXT
              ? FormField.Kind.LINES
              : FormField.Kind.LINE;
      default -> FormField.Kind.JSON;
    };
  }

  private static FormField.Shape shape(JsonNode schema, boolean required) {
    List<String> choices = new ArrayList<>();
    schema.path("enum").valueStream().map(JsonNode::asString).forEach(choices::add);
    if (!choices.isEmpty() && !required && !schema.has("default")) {
      choices.addFirst("");
    }
    return new FormField.Shape(
        choices,
        schema.path("examples").path(0).asString(""),
        schema.path("minimum").asString(""),
        schema.path("maximum").asString(""),
        schema.path("type").asString("").equals("integer") ? "1" : "any");
  }
}
