package runflow.catalog;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model's input as JSON Schema 2020-12, compiled. Immutable and safe for use by many threads. */
public final class InputSchema {
  private final ObjectNode schema;
  private final Schema compiled;
  private final List<InputField> fields;

  InputSchema(ObjectNode schema) {
    this.schema = schema.deepCopy();
    this.compiled = Schemas.compile(this.schema);
    this.fields = List.copyOf(fields(this.schema));
  }

  /** A copy of the schema document, properties in the file's order. */
  public ObjectNode json() {
    return schema.deepCopy();
  }

  /** The fields in the file's order. */
  public List<InputField> fields() {
    return fields;
  }

  public Optional<InputField> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  List<String> names() {
    return fields.stream().map(InputField::name).toList();
  }

  List<Error> violations(JsonNode input) {
    return compiled.validate(input);
  }

  private static List<InputField> fields(ObjectNode schema) {
    var required = texts(schema.path("required"));
    var fields = new ArrayList<InputField>();
    for (var property : schema.path("properties").properties()) {
      JsonNode rules = property.getValue();
      boolean image = rules.path("format").asString("").equals(ImageReference.NAME);
      fields.add(
          new InputField(
              property.getKey(),
              rules.path("title").asString(property.getKey()),
              image ? "image" : rules.path("type").asString(""),
              required.contains(property.getKey()),
              rules.optional("default"),
              texts(rules.path("enum")),
              rules.path("description").asString("")));
    }
    return fields;
  }

  private static List<String> texts(JsonNode array) {
    return array instanceof ArrayNode items
        ? StreamSupport.stream(items.spliterator(), false).map(JsonNode::asString).toList()
        : List.of();
  }
}
