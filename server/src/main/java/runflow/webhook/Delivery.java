package runflow.webhook;

import java.time.Instant;
import java.util.Optional;
import runflow.id.DeliveryId;
import runflow.id.RunId;
import runflow.id.SecretId;
import runflow.id.WebhookId;

/**
 * One event on its way to one endpoint: the bytes to send, and what became of them.
 *
 * @param id also the {@code webhook-id} of its attempts
 * @param automatic whether the event caused it, and not a person
 */
record Delivery(
    DeliveryId id,
    WebhookId webhook,
    Owner owner,
    String eventType,
    Optional<RunId> run,
    String requestId,
    byte[] payload,
    boolean automatic,
    Progress progress,
    Instant createdAt) {

  /** Where a delivery stands. */
  enum Status {
    PENDING,
    SUCCEEDED,
    FAILED
  }

  /** Why the last attempt, or the delivery itself, failed. */
  record Failure(String code, String detail) {}

  /**
   * What changes with each attempt.
   *
   * @param secret that made {@code Runflow-Signature}
   * @param attempts how many were made
   */
  record Progress(
      Status status,
      Optional<SecretId> secret,
      Optional<Failure> failure,
      int attempts,
      Optional<Instant> nextAttemptAt,
      Instant updatedAt,
      Optional<Instant> completedAt) {

    static Progress due(Instant now) {
      return new Progress(
          Status.PENDING,
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.of(now),
          now,
          Optional.empty());
    }
  }

  Delivery with(Progress other) {
    return new Delivery(
        id, webhook, owner, eventType, run, requestId, payload, automatic, other, createdAt);
  }
}
