package runflow.client;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a verified callback says.
 *
 * @param deliveryId {@code webhook-id}: the same for every attempt of a delivery, so a receiver
 *     that keeps those it has handled never acts twice
 * @param event {@code run.completed}, {@code run.failed} or {@code run.cancelled}
 * @param status {@code succeeded}, {@code failed} or {@code cancelled}
 * @param output absent unless the run succeeded
 * @param durationMs milliseconds
 * @param metadata exactly as sent with the run
 * @param error present when the run failed
 */
public record Callback(
    String deliveryId,
    String event,
    String runId,
    String status,
    Optional<Output> output,
    Optional<Long> durationMs,
    Optional<Instant> createdAt,
    Optional<Instant> completedAt,
    Optional<JsonNode> metadata,
    Optional<Failure> error) {

  /** Why the run failed. */
  public record Failure(String code, String message) {}
}
