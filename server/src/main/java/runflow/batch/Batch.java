package runflow.batch;

import java.time.Instant;
import java.util.Optional;
import runflow.billing.Account;
import runflow.id.BatchId;
import runflow.id.KeyId;
import runflow.money.Money;

/** A batch as its row says. */
record Batch(
    BatchId id,
    Account account,
    KeyId key,
    Order order,
    Counts counts,
    Status status,
    Money cost,
    Times times) {

  /**
   * What the caller asked for.
   *
   * @param metadata JSON exactly as received
   * @param source where the order came from, e.g. {@code api}
   */
  record Order(
      String model,
      Optional<String> metadata,
      Optional<String> callbackUrl,
      String requestId,
      String source) {}

  /** How its runs have ended, and how many there are. */
  record Counts(int total, int succeeded, int failed, int canceled) {
    boolean open() {
      return succeeded + failed + canceled < total;
    }
  }

  /**
   * When things happened.
   *
   * @param startedAt when the first of its runs was handed to its provider
   */
  record Times(Instant createdAt, Optional<Instant> startedAt, Optional<Instant> completedAt) {}

  /** Where a batch stands. */
  enum Status {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    PARTIAL_SUCCEEDED,
    FAILED,
    CANCELED
  }

  boolean terminal() {
    return times.completedAt().isPresent();
  }
}
