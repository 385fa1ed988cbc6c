package runflow.client;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run made.
 *
 * @param outputs one entry for each file, the main one first
 * @param nsfwDetected absent where nothing checked it
 * @param seed what repeats the result; absent where the provider has none
 */
public record Output(
    List<OutputFile> outputs,
    Optional<Boolean> nsfwDetected,
    Optional<Long> seed,
    Optional<JsonNode> timing) {
  public Output {
    outputs = List.copyOf(outputs);
  }
}
