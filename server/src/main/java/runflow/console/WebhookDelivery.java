package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** A delivery as {@code GET /v1/webhooks/{id}/deliveries/{delivery}} describes it. */
public record WebhookDelivery(
    String id,
    String webhookId,
    String eventTypeCode,
    Optional<String> runId,
    JsonNode payload,
    boolean isAutomatic,
    String statusCode,
    Optional<String> failureDetail,
    int attemptCount,
    int maxAttempts,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    Optional<Instant> completedAt) {
  /** One request that was made. */
  public record Attempt(
      int attemptNumber,
      Optional<Integer> statusCode,
      Optional<String> responseBody,
      long responseTimeMs,
      Optional<String> errorMessage,
      boolean succeeded,
      Instant createdAt) {
    public boolean answered() {
      return statusCode.isPresent();
    }

    public String took() {
      return Amounts.time(responseTimeMs);
    }

    /** How it ended, in a few words. */
    public String outcome() {
      return statusCode.map(code -> "HTTP " + code).or(() -> errorMessage).orElse("no answer");
    }
  }

  /** All attempts of a delivery. */
  public record Attempts(List<Attempt> items) {}

  /** A page of deliveries. */
  public record Page(
      List<WebhookDelivery> items, Optional<String> nextPq, Optional<String> prevPq) {}

  public boolean pending() {
    return statusCode.equals("pending");
  }

  /** What was sent, over several lines. */
  public String payloadText() {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(payload);
  }
}
