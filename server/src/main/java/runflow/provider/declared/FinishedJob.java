package runflow.provider.declared;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import runflow.provider.Artifact;
import runflow.provider.ProviderResult;
import tools.jackson.databind.JsonNode;

/**
 * What a finished job left, by the pointers of its declaration.
 *
 * @param answers the result's, then that of the last look
 */
record FinishedJob(Declaration.Outcome outcome, List<JsonNode> answers) {
  private static final int MOST_FILES = 8;
  private static final long LONGEST_INFERENCE = 86_400;

  /** The success; empty if no file is named. */
  Optional<ProviderResult.Succeeded> succeeded(Function<String, Artifact.Content> files) {
    List<Artifact> artifacts =
        outcome.video().stream()
            .flatMap(at -> at.all(answers.getFirst()).stream())
            .flatMap(found -> found.isArray() ? found.valueStream() : Stream.of(found))
            .filter(found -> found.isString() && !found.stringValue().isBlank())
            .map(JsonNode::stringValue)
            .distinct()
            .limit(MOST_FILES)
            .map(url -> new Artifact(files.apply(url), Optional.empty(), Optional.empty()))
            .toList();
    return artifacts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProviderResult.Succeeded(artifacts, nsfw(), seed(), inference(), List.of()));
  }

  private Stream<JsonNode> at(Optional<Pointer> pointer) {
    return pointer.stream().flatMap(at -> answers.stream().flatMap(tree -> at.all(tree).stream()));
  }

  /** A list of flags, one for each file, is true if one of them is. */
  private Optional<Boolean> nsfw() {
    return at(outcome.nsfw())
        .flatMap(found -> found.isArray() ? found.valueStream() : Stream.of(found))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue)
        .reduce(Boolean::logicalOr);
  }

  private OptionalLong seed() {
    return at(outcome.seed())
        .filter(found -> found.isInt() || found.isLong())
        .mapToLong(JsonNode::longValue)
        .findFirst();
  }

  private Optional<Duration> inference() {
    return at(outcome.inferenceSeconds())
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(seconds -> seconds.signum() >= 0)
        .filter(seconds -> seconds.compareTo(BigDecimal.valueOf(LONGEST_INFERENCE)) <= 0)
        .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
        .findFirst();
  }
}
