package runflow.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static runflow.catalog.Inputs.IMAGE;
import static runflow.catalog.Inputs.TEXT;
import static runflow.catalog.Inputs.accepted;
import static runflow.catalog.Inputs.refused;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

class InputCheckTest {
  @Test
  void defaultsAreFilledInInTheOrderOfTheSchema() {
    assertThat(Json.text(accepted(TEXT, "{\"seed\":7,\"prompt\":\"x\",\"duration\":\"4s\"}")))
        .isEqualTo(
            "{\"prompt\":\"x\",\"auto_fix\":true,\"duration\":\"4s\",\"generate_audio\":true,"
                + "\"resolution\":\"720p\",\"aspect_ratio\":\"16:9\",\"safety_tolerance\":\"4\","
                + "\"seed\":7}");
  }

  @Test
  void anImageModelHasItsOwnDefaults() {
    ObjectNode input =
        accepted(IMAGE, "{\"prompt\":\"x\",\"image_url\":\"https://example.com/a.png\"}");
    assertThat(input.path("auto_fix").booleanValue()).isFalse();
    assertThat(input.path("aspect_ratio").stringValue()).isEqualTo("auto");
    assertThat(input.has("seed")).isFalse();
    assertThat(input.has("negative_prompt")).isFalse();
  }

  @Test
  void theCallersInputIsNotTouched() {
    ObjectNode input = Inputs.json("{\"prompt\":\"x\"}");
    Inputs.model(TEXT).check(input);
    assertThat(input).hasToString("{\"prompt\":\"x\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                               | prompt           | required | `prompt` is required for model `google/veo3.1`, but is missing: add it to `input`
          {"prompt":7}                     | prompt           | type | `prompt` must be a string for model `google/veo3.1`, but was the number 7
          {"prompt":""}                    | prompt           | min_length | `prompt` must not be empty for model `google/veo3.1`
          {"prompt":null}                  | prompt           | type | `prompt` must be a string for model `google/veo3.1`, but was null; leave the field out if you have no value for it
          {"prompt":["x"]}                 | prompt           | type | `prompt` must be a string for model `google/veo3.1`, but was an array
          {"prompt":"x","duration":"5s"}   | duration         | enum | `duration` must be one of 4s, 6s, 8s for model `google/veo3.1`, but was 5s
          {"prompt":"x","duration":""}     | duration         | enum | `duration` must be one of 4s, 6s, 8s for model `google/veo3.1`, but was empty
          {"prompt":"x","duration":8}      | duration         | type | `duration` must be one of 4s, 6s, 8s for model `google/veo3.1`, but was the number 8
          {"prompt":"x","resolution":"480p"} | resolution     | enum | `resolution` must be one of 720p, 1080p, 4k for model `google/veo3.1`, but was 480p
          {"prompt":"x","aspect_ratio":"auto"} | aspect_ratio | enum | `aspect_ratio` must be one of 16:9, 9:16 for model `google/veo3.1`, but was auto
          {"prompt":"x","aspect_ratio":"1:1"} | aspect_ratio  | enum | `aspect_ratio` must be one of 16:9, 9:16 for model `google/veo3.1`, but was 1:1
          {"prompt":"x","safety_tolerance":"7"} | safety_tolerance | enum | `safety_tolerance` must be one of 1, 2, 3, 4, 5, 6 for model `google/veo3.1`, but was 7
          {"prompt":"x","safety_tolerance":4} | safety_tolerance | type | `safety_tolerance` must be one of 1, 2, 3, 4, 5, 6 for model `google/veo3.1`, but was the number 4; send it as a string, in quotes
          {"prompt":"x","seed":"1"}        | seed             | type | `seed` must be an integer for model `google/veo3.1`, but was the text "1"
          {"prompt":"x","seed":1.5}        | seed             | type | `seed` must be an integer for model `google/veo3.1`, but was the number 1.5
          {"prompt":"x","seed":true}       | seed             | type | `seed` must be an integer for model `google/veo3.1`, but was true
          {"prompt":"x","seed":9223372036854775808} | seed    | maximum | `seed` must be at most 9223372036854775807 for model `google/veo3.1`, but was 9223372036854775808
          {"prompt":"x","seed":-9223372036854775809} | seed   | minimum | `seed` must be at least -9223372036854775808 for model `google/veo3.1`, but was -9223372036854775809
          {"prompt":"x","seed":1e999999999} | seed            | number_range | `seed` must be a number of at most 400 digits before or after its point, and a whole one beyond 64 bits
          {"prompt":"x","seed":9300000000000000000.5} | seed | number_range | `seed` must be a number of at most 400 digits before or after its point, and a whole one beyond 64 bits
          {"prompt":"x","seed":1e19} | seed | maximum | `seed` must be at most 9223372036854775807 for model `google/veo3.1`, but was 10000000000000000000
          {"prompt":"x","generate_audio":"yes"} | generate_audio | type | `generate_audio` must be true or false for model `google/veo3.1`, but was the text "yes"
          {"prompt":"x","durration":"4s"}  | durration        | additional_properties | unknown field `durration`: did you mean `duration`?
          {"prompt":"x","image_url":"https://e.com/a.png"} | image_url | additional_properties | unknown field `image_url`: model `google/veo3.1` takes prompt, auto_fix, duration, generate_audio, resolution, aspect_ratio, safety_tolerance, seed, negative_prompt
          {"prompt":"a\\u0000b"}           | prompt           | forbidden_character | `prompt` must not contain the character U+0000 or half of a surrogate pair: remove it
          {"prompt":"a\\ud800b"}           | prompt           | forbidden_character | `prompt` must not contain the character U+0000 or half of a surrogate pair: remove it
          """)
  void oneMistakeIsOneError(String input, String field, String type, String message) {
    assertThat(refused(TEXT, input))
        .containsExactly(new FieldError(List.of("input", field), message, type));
  }

  @Test
  void everyProblemIsReportedAtOnceInTheOrderOfTheSchema() {
    String input = "{\"durration\":\"4s\",\"resolution\":\"480p\",\"duration\":\"5s\"}";
    assertThat(refused(TEXT, input))
        .extracting(error -> error.loc().getLast().toString())
        .containsExactly("prompt", "duration", "resolution", "durration");
  }

  @Test
  void forbiddenCharactersAreFoundInNestedValuesAndNames() {
    String input = "{\"prompt\":\"x\",\"seed\":{\"a\":[\"\\u0000\"],\"b\\u0000\":1}}";
    assertThat(refused(TEXT, input))
        .extracting(FieldError::loc)
        .contains(List.of("input", "seed", "a", "0"), List.of("input", "seed", "b\u0000"));
  }

  @Test
  void anErrorAboutAHalfSurrogateNameCanItselfBeWritten() {
    assertThat(Json.bytes(refused(TEXT, "{\"prompt\":\"x\",\"y\\ud800\":1}"))).isNotEmpty();
  }

  @Test
  void aWholeSurrogatePairIsJustText() {
    assertThat(accepted(TEXT, "{\"prompt\":\"\\ud83d\\ude00\"}").path("prompt").stringValue())
        .isEqualTo("😀");
  }

  @Test
  void promptLengthCountsCharactersNotUtf16Units() {
    accepted(TEXT, "{\"prompt\":\"" + "😀".repeat(32_768) + "\"}");
    assertThat(refused(TEXT, "{\"prompt\":\"" + "x".repeat(32_769) + "\"}"))
        .containsExactly(
            new FieldError(
                List.of("input", "prompt"),
                "`prompt` must have at most 32768 characters for model `google/veo3.1`, but was"
                    + " 32769 long",
                "max_length"));
  }

  @Test
  void anIntegralDecimalBecomesAnInteger() {
    assertThat(Json.text(accepted(TEXT, "{\"prompt\":\"x\",\"seed\":7.0}")))
        .contains("\"seed\":7}");
    assertThat(
            accepted(TEXT, "{\"prompt\":\"x\",\"seed\":-9223372036854775808}")
                .path("seed")
                .asLong())
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void longValuesAreShortenedInMessages() {
    String message =
        refused(TEXT, "{\"prompt\":\"x\",\"duration\":\"" + "9".repeat(5000) + "\"}")
            .getFirst()
            .msg();
    assertThat(message).endsWith("9…").hasSizeLessThan(200);
  }

  @Test
  void aFloodOfFieldsIsRefusedShortly() {
    var flood = Json.object();
    for (int i = 0; i < 100_000; i++) {
      flood.put("field" + i, i);
    }
    var wrong = Json.object();
    for (int i = 0; i < 250; i++) {
      wrong.put("duratio" + i, i);
    }
    assertThat(refused(TEXT, flood.toString()))
        .extracting(FieldError::type)
        .containsExactly("max_properties");
    assertThat(refused(TEXT, wrong.toString())).hasSize(101);
  }

  @Test
  void outsizeNumbersAndTextsAreCheckedInNoTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          refused(TEXT, "{\"prompt\":\"x\",\"seed\":-1e-999999999}");
          refused(TEXT, "{\"prompt\":\"x\",\"duration\":\"" + "x".repeat(8 << 20) + "\"}");
        });
  }
}
