package runflow.callback;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import runflow.id.DeliveryId;
import runflow.id.OrgId;

/**
 * One callback on its way: a payload frozen when the delivery was made, and what became of it.
 *
 * @param requestId of the request that created the subject
 * @param attempts how many were made
 */
record Delivery(
    DeliveryId id,
    CallbackSubject subject,
    OrgId org,
    String url,
    String requestId,
    byte[] payload,
    boolean automatic,
    Status status,
    Optional<UUID> signingSecret,
    Optional<Failure> failure,
    int attempts,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> completedAt) {

  /** Where a delivery stands. */
  enum Status {
    PENDING,
    SUCCEEDED,
    FAILED
  }

  /** Why a delivery ended without success. */
  record Failure(String code, String detail) {}

  /**
   * The same delivery after an attempt.
   *
   * @param trouble why the attempt failed; empty if it succeeded
   * @param next when another follows; empty if it was the last
   */
  Delivery after(
      int number,
      Instant at,
      Optional<UUID> signer,
      Optional<Failure> trouble,
      Optional<Instant> next) {
    Status reached =
        trouble.isEmpty() ? Status.SUCCEEDED : next.isPresent() ? Status.PENDING : Status.FAILED;
    return new Delivery(
        id,
        subject,
        org,
        url,
        requestId,
        payload,
        automatic,
        reached,
        signer,
        trouble,
        number,
        next,
        createdAt,
        at,
        next.isPresent() ? Optional.empty() : Optional.of(at));
  }
}
