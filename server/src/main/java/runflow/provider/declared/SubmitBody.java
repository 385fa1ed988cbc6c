package runflow.provider.declared;

import java.util.Map;
import java.util.Optional;
import runflow.json.Json;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes what is sent for a job: the constants, the mapped fields, our webhook. */
final class SubmitBody {
  private SubmitBody() {}

  /** A body, or the field that could not be put into it. */
  sealed interface Made {
    record Body(ObjectNode json) implements Made {}

    record Impossible(String field) implements Made {}
  }

  static Made of(Declaration.Parts parts, ProviderRequest request) {
    ObjectNode body = (ObjectNode) named(parts.submit().body(), request.route());
    for (Map.Entry<String, JsonNode> field : request.input().properties()) {
      FieldMapping mapping = parts.submit().fields().get(field.getKey());
      if (mapping == null || mapping.to().isEmpty() || mapping.absent(field.getValue())) {
        continue;
      }
      Optional<JsonNode> value = mapping.converted(field.getValue(), request);
      if (value.isEmpty()) {
        return new Made.Impossible(field.getKey());
      }
      mapping.to().get().put(body, value.get());
    }
    if (parts.webhook().isPresent() && request.webhook().isPresent()) {
      Declaration.Webhook webhook = parts.webhook().get();
      String url = request.webhook().get().toString();
      webhook.field().ifPresent(at -> at.put(body, JsonNodeFactory.instance.stringNode(url)));
      body.setAll(webhook.body().deepCopy());
    }
    return new Made.Body(body);
  }

  /** The constants with the model where they have {@code {model}}. */
  private static JsonNode named(JsonNode constant, String model) {
    if (constant instanceof ObjectNode object) {
      ObjectNode named = Json.object();
      object
          .properties()
          .forEach(entry -> named.set(entry.getKey(), named(entry.getValue(), model)));
      return named;
    }
    if (constant instanceof ArrayNode list) {
      ArrayNode named = JsonNodeFactory.instance.arrayNode();
      list.forEach(entry -> named.add(named(entry, model)));
      return named;
    }
    return constant.isString()
        ? JsonNodeFactory.instance.stringNode(constant.stringValue().replace("{model}", model))
        : constant;
  }
}
