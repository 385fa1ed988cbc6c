package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.error.FieldError;

/** Keywords that the shipped models do not use, but an operator's may. */
class InputMessagesTest {
  private static final InputSchema SCHEMA =
      new InputSchema(
          Inputs.json(
              """
              {"type": "object", "additionalProperties": false, "properties": {
                "size": {"type": "number", "minimum": 0.5, "exclusiveMaximum": 2, "multipleOf": 0.25},
                "steps": {"type": "integer", "exclusiveMinimum": 0, "maximum": 50},
                "name": {"type": "string", "minLength": 3, "pattern": "^[a-z]+$"},
                "site": {"type": "string", "format": "uri"},
                "kind": {"type": "string", "const": "clip"},
                "shots": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true,
                  "items": {"type": "object", "additionalProperties": false, "required": ["text"],
                    "properties": {"text": {"type": "string"}, "mood": {"enum": ["calm", 2, null]}}}},
                "extra": {"type": "object", "minProperties": 1}}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"size":0.25} | size | minimum | `size` must be at least 0.5 for model `a/b`, but was 0.25
          {"size":2} | size | exclusive_maximum | `size` must be less than 2 for model `a/b`, but was 2
          {"size":0.6} | size | multiple_of | `size` must be a multiple of 0.25 for model `a/b`, but was 0.6
          {"size":-1e99} | size | minimum | `size` must be at least 0.5 for model `a/b`, but was -1000000000000000000000000000000000000000000000000000000000…
          {"size":"1"} | size | type | `size` must be a number for model `a/b`, but was the text "1"
          {"steps":0} | steps | exclusive_minimum | `steps` must be more than 0 for model `a/b`, but was 0
          {"steps":51} | steps | maximum | `steps` must be at most 50 for model `a/b`, but was 51
          {"name":"ab"} | name | min_length | `name` must have at least 3 characters for model `a/b`, but was 2 long
          {"name":"Abc"} | name | pattern | `name` must match the pattern ^[a-z]+$ for model `a/b`, but was Abc
          {"site":"a b"} | site | format | `site` must be in the format uri for model `a/b`, but was a b
          {"kind":"film"} | kind | const | `kind` must be clip for model `a/b`, but was film
          {"shots":[]} | shots | min_items | `shots` must have 1 or more entries for model `a/b`, but was an array of 0
          {"shots":[{"text":"a"},{"text":"b"},{"text":"c"}]} | shots | max_items | `shots` must have 2 or fewer entries for model `a/b`, but was an array of 3
          {"shots":[{"text":"a"},{"text":"a"}]} | shots | unique_items | `shots` must not hold an entry twice for model `a/b`, but was an array that does
          {"shots":{}} | shots | type | `shots` must be an array for model `a/b`, but was an object
          {"shots":[{}]} | shots 0 text | required | `shots.0.text` is required for model `a/b`, but is missing: add it to `input`
          {"shots":[{"text":"a","mod":1}]} | shots 0 mod | additional_properties | unknown field `shots.0.mod`: remove it
          {"shots":[{"text":"a","mood":"sad"}]} | shots 0 mood | enum | `shots.0.mood` must be one of calm, 2, null for model `a/b`, but was sad
          {"extra":{}} | extra | min_properties | `extra` breaks the rule `minProperties` of model `a/b`: its schema is in GET /v1/models/a/b
          """)
  void everyKeywordHasItsSentence(String input, String place, String type, String message) {
    var loc = new ArrayList<>(List.of("input"));
    loc.addAll(List.of(place.split(" ")));
    assertThat(refused(input)).containsExactly(new FieldError(loc, message, type));
  }

  @Test
  void aNestedProblemDoesNotHideItsNeighbours() {
    assertThat(refused("{\"shots\":[{\"text\":1},{\"mood\":\"sad\"}],\"steps\":1.5}"))
        .extracting(FieldError::type)
        .containsExactlyInAnyOrder("type", "required", "enum", "type");
  }

  private static List<FieldError> refused(String input) {
    return switch (new InputCheck("a/b", SCHEMA).check(Inputs.json(input))) {
      case CheckedInput.Refused(List<FieldError> errors) -> errors;
      case CheckedInput.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
    };
  }
}
