package runflow.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

class DirectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sandbox\": {}}", "{\"other\": {\"delay_ms\": 5}}"})
  void withoutDirectionsARunIsRendered(String metadata) {
    Direction direction = Direction.read(Optional.of(Json.tree(metadata)));

    assertThat(Direction.problems(Optional.of(Json.tree(metadata)))).isEmpty();
    assertThat(direction)
        .isEqualTo(new Direction(Duration.ZERO, Optional.empty(), Optional.empty(), false));
    assertThat(Direction.read(Optional.empty())).isEqualTo(direction);
  }

  @Test
  void everyDirectionIsRead() {
    Optional<JsonNode> metadata =
        Optional.of(
            Json.tree(
                "{\"sandbox\": {\"delay_ms\": 3600000, \"fail\": \"PROVIDER_TIMEOUT\", \"nsfw\": false, \"instant\": true}}"));

    assertThat(Direction.problems(metadata)).isEmpty();
    assertThat(Direction.read(metadata))
        .isEqualTo(
            new Direction(
                Duration.ofHours(1),
                Optional.of(FailureCode.PROVIDER_TIMEOUT),
                Optional.of(false),
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7                        | metadata,sandbox          | object",
        "null                     | metadata,sandbox          | object",
        "{\"delay_ms\": -1}       | metadata,sandbox,delay_ms | 0 to 3600000",
        "{\"delay_ms\": 3600001}  | metadata,sandbox,delay_ms | 0 to 3600000",
        "{\"delay_ms\": 1.5}      | metadata,sandbox,delay_ms | whole number",
        "{\"delay_ms\": \"5\"}    | metadata,sandbox,delay_ms | whole number",
        "{\"fail\": \"OOPS\"}     | metadata,sandbox,fail     | CONTENT_BLOCKED",
        "{\"fail\": 3}            | metadata,sandbox,fail     | CONTENT_BLOCKED",
        "{\"nsfw\": \"yes\"}      | metadata,sandbox,nsfw     | true or false",
        "{\"instant\": 1}         | metadata,sandbox,instant  | true or false",
        "{\"fial\": \"INTERNAL\"} | metadata,sandbox,fial     | is not known"
      })
  void whatCannotBeObeyedIsNamed(String script, String loc, String rule) {
    List<FieldError> problems =
        Direction.problems(Optional.of(Json.tree("{\"sandbox\": " + script + "}")));

    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().loc()).isEqualTo(List.of(loc.split(",")));
    assertThat(problems.getFirst().msg()).contains(rule);
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThat(
            Direction.problems(
                Optional.of(
                    Json.tree("{\"sandbox\": {\"delay_ms\": -1, \"nsfw\": 0, \"instant\": 0}}"))))
        .hasSize(3);
  }
}
