package runflow.console;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runflow.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in the playground's form, as text by the name of the field, and the request that it
 * means. Text that does not fit its field is sent as it is: the API says what is wrong with it.
 */
record FormInput(Map<String, String> input, String callbackUrl, String metadata) {
  /** Digits; reading many of them takes long, and no field takes them. */
  private static final int LONGEST_NUMBER = 40;

  /** What the names of the model's own fields start with in the form. */
  static final String INPUT = "input.";

  static final String CALLBACK_URL = "callback_url";
  static final String METADATA = "metadata";

  FormInput {
    input = Map.copyOf(input);
  }

  /** A form that holds an input, and defaults elsewhere. */
  static FormInput of(JsonNode schema, JsonNode input) {
    Map<String, String> texts = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              JsonNode value = input.path(field.getKey());
              texts.put(
                  field.getKey(), text(value.isMissingNode() ? fallback(field.getValue()) : value));
            });
    return new FormInput(texts, "", "");
  }

  /** A form that holds what a run was created with. */
  static FormInput ofRun(JsonNode schema, JsonNode run) {
    return new FormInput(
        of(schema, run.path("input")).input(),
        text(run.path(CALLBACK_URL)),
        text(run.path(METADATA)));
  }

  /** The form as it was sent; a switch that is off is not sent. */
  static FormInput sent(JsonNode schema, Map<String, List<String>> fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String sent = first(fields, INPUT + field.getKey());
              texts.put(
                  field.getKey(), isSwitch(field.getValue()) && sent.isEmpty() ? "false" : sent);
            });
    return new FormInput(texts, first(fields, CALLBACK_URL), first(fields, METADATA));
  }

  /**
   * The body of the request. What is blank is left out, and so are folded fields that say what they
   * would say anyway.
   */
  ObjectNode body(JsonNode schema, List<FormField> fields) {
    ObjectNode body = Json.object();
    ObjectNode values = body.putObject("input");
    for (FormField field : fields) {
      JsonNode property = schema.path("properties").path(field.name());
      String text = input.getOrDefault(field.name(), "");
      boolean said = field.folded() && text.equals(text(fallback(property)));
      if (!text.isBlank() && !said) {
        values.set(field.name(), value(property, text));
      }
    }
    if (!callbackUrl.isBlank()) {
      body.put(CALLBACK_URL, callbackUrl.strip());
    }
    if (!metadata.isBlank()) {
      body.set(METADATA, json(metadata));
    }
    return body;
  }

  static boolean isSwitch(JsonNode property) {
    return property.path("type").asString("").equals("boolean");
  }

  private static JsonNode fallback(JsonNode property) {
    return property.path("default");
  }

  private static JsonNode value(JsonNode property, String text) {
    return switch (property.path("type").asString("")) {
      case "string" -> Json.MAPPER.getNodeFactory().stringNode(text);
      case "integer" -> number(text, true);
      case "number" -> number(text, false);
      default -> json(text);
    };
  }

  private static JsonNode number(String text, boolean whole) {
    if (text.length() > LONGEST_NUMBER) {
      return Json.MAPPER.getNodeFactory().stringNode(text);
    }
    try {
      return whole
          ? Json.MAPPER.getNodeFactory().numberNode(new BigInteger(text.strip()))
          : Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Json.MAPPER.getNodeFactory().stringNode(text);
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.tree(text);
    } catch (JacksonException e) {
      return Json.MAPPER.getNodeFactory().stringNode(text);
    }
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : Json.text(value);
  }

  /** Browsers send CRLF at the end of a line; the API is given LF. */
  private static String first(Map<String, List<String>> fields, String name) {
    return fields.getOrDefault(name, List.of("")).getFirst().replace("\r\n", "\n");
  }
}
