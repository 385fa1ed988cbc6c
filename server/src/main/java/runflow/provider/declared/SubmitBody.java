package runflow.provider.declared;

import java.util.Map;
import java.util.Optional;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.JsonNode;
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
    ObjectNode body = parts.submit().body().deepCopy();
    nameModel(body, request.route());
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

  /** Puts the model where the constants have {@code {model}}. */
  private static void nameModel(JsonNode constants, String model) {
    if (constants instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue().isString()) {
                  String text = entry.getValue().stringValue().replace("{model}", model);
                  entry.setValue(JsonNodeFactory.instance.stringNode(text));
                } else {
                  nameModel(entry.getValue(), model);
                }
              });
    }
  }
}
