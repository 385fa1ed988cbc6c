package runflow.docs;

import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The short forms of {@code docs/openapi.yaml} for what an operation answers, written out. */
final class Answers {
  private static final String SCHEMAS = "#/components/schemas/";

  private Answers() {}

  /** Writes a response out: its body and the header that every answer has. */
  static void complete(ObjectNode response) {
    JsonNode json = response.remove("x-json");
    JsonNode page = response.remove("x-page");
    ObjectNode headers = response.withObject("/headers");
    headers.putObject("Runflow-Request-Id").put("$ref", "#/components/headers/RequestId");
    if (json != null) {
      body(response).put("$ref", SCHEMAS + json.stringValue());
    }
    if (page != null) {
      page(body(response), SCHEMAS + page.stringValue());
    }
    response
        .path("content")
        .valueStream()
        .map(media -> media.path("schema"))
        .filter(ObjectNode.class::isInstance)
        .forEach(Answers::requireAll);
  }

  /** Whether a response is a page of a list. */
  static boolean isPage(JsonNode response) {
    return response.has("x-page");
  }

  /**
   * Every field of an answer is always there: where an object of a schema does not say which are
   * required, all are.
   */
  static void requireAll(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.get("properties") instanceof ObjectNode properties
        && isSchema(object)) {
      if (!object.has("required")) {
        ArrayNode required = object.putArray("required");
        properties.propertyNames().forEach(required::add);
      }
      if (object.path("required").isEmpty()) {
        object.remove("required");
      }
    }
    schema.forEach(Answers::requireAll);
  }

  /** Something that is called properties may be a property. */
  private static boolean isSchema(ObjectNode object) {
    return object.path("type").toString().contains("\"object\"");
  }

  private static ObjectNode body(ObjectNode response) {
    return response.putObject("content").putObject("application/json").putObject("schema");
  }

  private static void page(ObjectNode schema, String item) {
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    properties
        .putObject("items")
        .put("type", "array")
        .put("description", "Whole items; with `fields` only those properties of them.")
        .putObject("items")
        .put("$ref", item);
    properties.set("next_pq", Json.object().put("$ref", SCHEMAS + "NextPage"));
    properties.set("prev_pq", Json.object().put("$ref", SCHEMAS + "PrevPage"));
  }
}
