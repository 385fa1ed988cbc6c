package runflow.docs;

import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Smallest values that fit their schemas. */
record Examples(Schemas schemas) {
  JsonNode of(JsonNode schema) {
    if (schema.has("$ref")) {
      return of(schemas.follow(schema.path("$ref").stringValue()));
    }
    if (schema.has("examples") || schema.has("default") || schema.has("const")) {
      JsonNode first = schema.path("examples").path(0);
      return first.isMissingNode() ? schema.path(schema.has("const") ? "const" : "default") : first;
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0);
    }
    if (schema.has("allOf")) {
      return all(schema);
    }
    if (schema.has("oneOf") || schema.has("anyOf")) {
      return of(schema.path(schema.has("oneOf") ? "oneOf" : "anyOf").path(0));
    }
    String type =
        schema.path("type").isArray()
            ? schema.path("type").path(0).stringValue()
            : schema.path("type").asString("object");
    return switch (type) {
      case "object" -> object(schema);
      case "array" -> list(schema);
      case "integer", "number" -> Json.tree(schema.path("minimum").asString("1"));
      case "boolean" -> Json.tree("true");
      default -> Json.tree(Json.text(text(schema)));
    };
  }

  /** What the parts require together. */
  private ObjectNode all(JsonNode schema) {
    ObjectNode together = Json.object();
    for (JsonNode part : schema.path("allOf")) {
      JsonNode followed = part.has("$ref") ? schemas.follow(part.path("$ref").stringValue()) : part;
      if (followed.has("required") && of(followed) instanceof ObjectNode required) {
        together.setAll(required);
      }
    }
    return together;
  }

  private JsonNode list(JsonNode schema) {
    return Json.object().putArray("list").add(of(schema.path("items")));
  }

  /** Required fields; the first field if none is. */
  private ObjectNode object(JsonNode schema) {
    ObjectNode object = Json.object();
    JsonNode properties = schema.path("properties");
    schema
        .path("required")
        .forEach(name -> object.set(name.stringValue(), of(properties.path(name.stringValue()))));
    if (object.isEmpty()) {
      properties.propertyNames().stream()
          .findFirst()
          .ifPresent(name -> object.set(name, of(properties.path(name))));
    }
    return object;
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asString("")) {
      case "uri" -> "https://your-server.com/webhook";
      case "uuid" -> "01a20242-0b6d-75e0-bad4-275dbbb97520";
      case "date-time" -> "2026-12-31T00:00:00+00:00";
      default -> "example";
    };
  }
}
