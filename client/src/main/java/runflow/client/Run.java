package runflow.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A run as the server last told it.
 *
 * @param statusCode {@code queued}, {@code dispatching}, {@code running}, {@code succeeded}, {@code
 *     failed} or {@code canceled}; a newer server may know more, so end a wait on {@code terminal}
 * @param terminal whether the run has reached its final state
 * @param livemode whether a live key made it, for live money
 * @param provider who renders it; {@code sandbox} under a test key
 * @param input as stored, with every default filled in
 * @param metadata exactly as sent
 * @param cost in dollars: the price while the run is open, what was billed once it is terminal
 * @param progress 0 to 100
 * @param queuePosition 1 is next; absent when not queued or beyond 100
 * @param durationMs milliseconds from creation to completion
 * @param requestId quote it when asking the operator for help
 */
public record Run(
    String id,
    String statusCode,
    boolean terminal,
    String model,
    boolean livemode,
    Optional<String> provider,
    Optional<JsonNode> input,
    Optional<Output> output,
    Optional<JsonNode> metadata,
    Optional<String> clientRef,
    Optional<String> callbackUrl,
    Optional<BigDecimal> cost,
    Optional<JsonNode> costBreakdown,
    Optional<Integer> progress,
    Optional<Integer> queuePosition,
    Optional<Long> durationMs,
    Optional<Instant> createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<String> failureCode,
    Optional<String> failureMessage,
    Optional<String> failureStageCode,
    Optional<String> requestId) {

  /** Whether the outputs are ready. */
  public boolean succeeded() {
    return statusCode.equals("succeeded");
  }
}
