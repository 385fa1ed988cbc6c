package runflow.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A page of {@code GET /v1/billing/transactions}. */
public record TransactionPage(List<Entry> items, Optional<String> nextPq, Optional<String> prevPq) {
  /**
   * One line of the ledger.
   *
   * @param amount what can be spent more, or less, since
   * @param cost of a settled run
   */
  public record Entry(
      String id,
      String kind,
      BigDecimal amount,
      Optional<BigDecimal> cost,
      BigDecimal availableAfter,
      BigDecimal balanceAfter,
      Optional<String> runId,
      Optional<String> note,
      Instant createdAt) {}
}
