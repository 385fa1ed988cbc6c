package runflow.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A batch as the server last told it.
 *
 * @param statusCode {@code queued}, {@code running}, {@code succeeded}, {@code partial_succeeded},
 *     {@code failed} or {@code canceled}
 * @param cost in dollars: the price while the batch is open, what was billed once it is terminal
 * @param durationMs milliseconds from creation to completion
 * @param items its runs in their order
 * @param requestId quote it when asking the operator for help
 */
public record Batch(
    String id,
    String statusCode,
    boolean terminal,
    String model,
    int itemsTotal,
    int itemsSucceeded,
    int itemsFailed,
    int itemsCancelled,
    Optional<BigDecimal> cost,
    Optional<Long> durationMs,
    List<Item> items,
    Optional<String> requestId) {
  public Batch {
    items = List.copyOf(items);
  }

  /** A run of the batch. */
  public record Item(
      int sequenceIndex, String runId, String statusCode, Optional<String> clientRef) {}

  /** Whether every run succeeded. */
  public boolean succeeded() {
    return statusCode.equals("succeeded");
  }
}
