package runflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** What a filled-in form means as a request. */
class FormInputTest {
  private static final JsonNode SCHEMA =
      Json.tree(
          """
          {"properties": {
            "prompt": {"type": "string"},
            "audio": {"type": "boolean", "default": true},
            "fix": {"type": "boolean", "default": false},
            "seed": {"type": "integer"},
            "weight": {"type": "number"},
            "shots": {"type": "array"}}}
          """);

  private static final List<FormField> FIELDS =
      List.of(
          field("prompt", FormField.Kind.LINES, true),
          field("audio", FormField.Kind.SWITCH, true),
          field("fix", FormField.Kind.SWITCH, false),
          field("seed", FormField.Kind.NUMBER, false),
          field("weight", FormField.Kind.NUMBER, false),
          field("shots", FormField.Kind.JSON, false));

  @Test
  void eachFieldIsSentAsItsType() {
    assertThat(
            sent(
                Map.of(
                    "input.prompt", " two\r\nlines ",
                    "input.seed", "9223372036854775807",
                    "input.weight", "0.10",
                    "input.shots", "[\"a\", {\"b\": 1}]",
                    "callback_url", " https://example.com/hook ",
                    "metadata", "{\"order\": 17}")))
        .isEqualTo(
            Json.tree(
                """
                {"input": {"prompt": " two\\nlines ", "audio": false, "seed": 9223372036854775807,
                  "weight": 0.10, "shots": ["a", {"b": 1}]},
                 "callback_url": "https://example.com/hook", "metadata": {"order": 17}}
                """));
  }

  @Test
  void whatIsBlankOrUsualAndFoldedIsLeftOut() {
    assertThat(sent(Map.of("input.prompt", "  ", "input.audio", "true", "metadata", " ")))
        .isEqualTo(Json.tree("{\"input\": {\"audio\": true}}"));
  }

  @Test
  void whatDoesNotFitIsSentAsItIsForTheApiToRefuse() {
    assertThat(
            sent(
                Map.of(
                    "input.seed", "1.5", "input.weight", "much", "input.shots", "[1,", "metadata",
                    "order 17")))
        .isEqualTo(
            Json.tree(
                """
                {"input": {"audio": false, "seed": "1.5", "weight": "much", "shots": "[1,"},
                 "metadata": "order 17"}
                """));
  }

  @Test
  void theInputsOfARunFillTheFormAndMeanTheSame() {
    JsonNode run =
        Json.tree(
            """
            {"input": {"prompt": "a", "audio": false, "seed": 7, "shots": [1]},
             "callback_url": null, "metadata": {"order": 17}}
            """);
    assertThat(asRead(FormInput.ofRun(SCHEMA, run).body(SCHEMA, FIELDS)))
        .isEqualTo(
            Json.tree(
                """
                {"input": {"prompt": "a", "audio": false, "seed": 7, "shots": [1]},
                 "metadata": {"order": 17}}
                """));
  }

  private static JsonNode sent(Map<String, String> texts) {
    Map<String, List<String>> fields = new HashMap<>();
    texts.forEach((name, text) -> fields.put(name, List.of(text)));
    return asRead(FormInput.sent(SCHEMA, fields).body(SCHEMA, FIELDS));
  }

  /** As the API reads it. */
  private static JsonNode asRead(JsonNode body) {
    return Json.tree(Json.text(body));
  }

  private static FormField field(String name, FormField.Kind kind, boolean main) {
    var shape = new FormField.Shape(List.of(), "", "", "", "any");
    return new FormField(name, name, "", kind, false, main, "", shape, "");
  }
}
