package runflow.docs;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in cURL; what the reader has to put in is in variables of the shell. */
final class CurlExample {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
  private static final String GOES_ON = " \\\n  ";

  private final Schemas schemas;
  private final String base;

  CurlExample(Schemas schemas, String baseUrl) {
    this.schemas = schemas;
    this.base = baseUrl;
  }

  String of(Operation operation, List<JsonNode> parameters) {
    String path = operation.path().replace("{model}", "google/veo3.1");
    path = PART.matcher(path).replaceAll(part -> variable(part.group(1)));
    var query = new StringBuilder();
    for (JsonNode one : parameters) {
      if (one.path("in").stringValue().equals("query") && one.path("required").asBoolean(false)) {
        String name = one.path("name").stringValue();
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
        query.append("$").append(name.toUpperCase(Locale.ROOT));
      }
    }
    var text = new StringBuilder("curl ");
    if (!operation.method().equals("GET")) {
      text.append("-X ").append(operation.method()).append(' ');
    }
    text.append('"').append(base).append(path).append(query).append('"');
    JsonNode security = operation.node().path("security");
    if (!security.isEmpty()) {
      String key = security.path(0).has("ServiceKey") ? "SERVICE_KEY" : "API_KEY";
      text.append(GOES_ON).append("-H \"Authorization: Bearer $RUNFLOW_").append(key).append('"');
    }
    return text.append(body(operation)).toString();
  }

  private String body(Operation operation) {
    JsonNode content = operation.node().at("/requestBody/content");
    if (content.isMissingNode()) {
      return "";
    }
    JsonNode json = content.path("application/json");
    if (json.isMissingNode()) {
      String type = content.propertyNames().iterator().next();
      return GOES_ON + "-H \"Content-Type: " + type + "\"" + GOES_ON + "--data-binary @FILE";
    }
    JsonNode example =
        json.has("example") ? json.path("example") : new Examples(schemas).of(json.path("schema"));
    return GOES_ON
        + "-H \"Content-Type: application/json\""
        + GOES_ON
        + "--data-binary @- <<'JSON'\n"
        + Literal.JSON.of(example.isObject() ? example : Json.object(), 0)
        + "\nJSON";
  }

  private static String variable(String name) {
    return "\\$" + name.toUpperCase(Locale.ROOT);
  }

  /** Smallest values that fit their schemas. */
  private record Examples(Schemas schemas) {
    JsonNode of(JsonNode schema) {
      if (schema.has("$ref")) {
        return of(schemas.follow(schema.path("$ref").stringValue()));
      }
      if (schema.has("examples") || schema.has("default") || schema.has("const")) {
        JsonNode first = schema.path("examples").path(0);
        return first.isMissingNode()
            ? schema.path(schema.has("const") ? "const" : "default")
            : first;
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
        JsonNode followed =
            part.has("$ref") ? schemas.follow(part.path("$ref").stringValue()) : part;
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
}
