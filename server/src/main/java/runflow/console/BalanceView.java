package runflow.console;

import java.math.BigDecimal;
import java.util.Optional;

/** What {@code GET /v1/billing/balance} says of an account. */
public record BalanceView(
    BigDecimal balance,
    BigDecimal reserved,
    BigDecimal available,
    Optional<BigDecimal> lowBalanceThreshold) {
  /** Whether less is available than its holder wants to be told of. */
  public boolean low() {
    return lowBalanceThreshold.filter(threshold -> available.compareTo(threshold) < 0).isPresent();
  }
}
