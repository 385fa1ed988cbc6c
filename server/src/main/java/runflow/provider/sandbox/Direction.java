package runflow.provider.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.error.Shown;
import tools.jackson.databind.JsonNode;

/**
 * What {@code metadata.sandbox} asks for, so that an integration can be tried against every
 * outcome.
 *
 * @param delay before anything happens
 * @param fail the failure to end with
 * @param nsfw what the output says instead of null
 * @param instant whether a clip that is kept is answered at once
 */
record Direction(
    Duration delay, Optional<FailureCode> fail, Optional<Boolean> nsfw, boolean instant) {
  private static final Set<String> KEYS = Set.of("delay_ms", "fail", "nsfw", "instant");
  private static final long LONGEST_DELAY_MS = 3_600_000;
  private static final Direction NONE =
      new Direction(Duration.ZERO, Optional.empty(), Optional.empty(), false);

  /** Reads directions that {@link #problems} has found none in. */
  static Direction read(Optional<JsonNode> metadata) {
    Optional<JsonNode> script = script(metadata).filter(JsonNode::isObject);
    if (script.isEmpty()) {
      return NONE;
    }
    JsonNode node = script.get();
    return new Direction(
        Duration.ofMillis(node.path("delay_ms").asLong(0)),
        Optional.of(node.path("fail"))
            .filter(JsonNode::isString)
            .map(fail -> FailureCode.valueOf(fail.stringValue())),
        Optional.of(node.path("nsfw")).filter(JsonNode::isBoolean).map(JsonNode::booleanValue),
        node.path("instant").asBoolean(false));
  }

  /** Whether the run ends without a render of its own, once its clip is kept. */
  boolean needsNoEngine() {
    return instant || fail.isPresent();
  }

  /** What cannot be obeyed. */
  static List<FieldError> problems(Optional<JsonNode> metadata) {
    Optional<JsonNode> script = script(metadata);
    if (script.isEmpty()) {
      return List.of();
    }
    JsonNode node = script.get();
    List<FieldError> problems = new ArrayList<>();
    if (!node.isObject()) {
      problems.add(problem("sandbox", "must be an object such as {\"delay_ms\": 500}", node));
      return problems;
    }
    node.properties()
        .forEach(
            entry -> {
              Optional<String> rule = rule(entry.getKey(), entry.getValue());
              rule.ifPresent(
                  text ->
                      problems.add(problem("sandbox." + entry.getKey(), text, entry.getValue())));
            });
    return problems;
  }

  private static Optional<JsonNode> script(Optional<JsonNode> metadata) {
    return metadata.map(node -> node.path("sandbox")).filter(node -> !node.isMissingNode());
  }

  private static Optional<String> rule(String key, JsonNode value) {
    boolean holds =
        switch (key) {
          case "delay_ms" ->
              value.isIntegralNumber()
                  && value.canConvertToLong()
                  && value.longValue() >= 0
                  && value.longValue() <= LONGEST_DELAY_MS;
          case "fail" ->
              value.isString()
                  && Arrays.stream(FailureCode.values())
                      .anyMatch(code -> code.name().equals(value.stringValue()));
          case "nsfw", "instant" -> value.isBoolean();
          default -> false;
        };
    if (holds) {
      return Optional.empty();
    }
    return Optional.of(
        switch (key) {
          case "delay_ms" -> "must be a whole number of milliseconds from 0 to 3600000";
          case "fail" -> "must be one of " + Arrays.toString(FailureCode.values());
          case "nsfw", "instant" -> "must be true or false";
          default -> "is not known; known are " + KEYS.stream().sorted().toList();
        });
  }

  private static FieldError problem(String key, String rule, JsonNode value) {
    List<String> loc = new ArrayList<>(List.of("metadata"));
    loc.addAll(List.of(key.split("\\.", 2)));
    return new FieldError(
        loc,
        "`metadata.%s` %s, but was %s".formatted(key, rule, Shown.of(value.toString())),
        "sandbox");
  }
}
