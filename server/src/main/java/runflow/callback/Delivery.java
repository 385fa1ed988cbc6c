package runflow.callback;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * One callback on its way: a payload frozen when the delivery was made, and what became of it.
 *
 * @param requestId of the request that created the run
 * @param attempts how many were made
 */
record Delivery(
    DeliveryId id,
    RunId run,
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
}
