package runflow.billing;

import java.time.Instant;
import java.util.Optional;
import runflow.id.RunId;
import runflow.money.Money;

/**
 * One line of the ledger.
 *
 * @param amount what can be spent more, or less, since
 * @param billed what a settled run cost; empty for the other kinds
 */
public record LedgerEntry(
    long id,
    Kind kind,
    Money amount,
    Optional<Money> billed,
    After after,
    Optional<RunId> run,
    Optional<String> note,
    Instant at) {
  /** What the account had once the line was written. */
  public record After(Money available, Money balance) {}

  /** The closed list of entries (contract, section 6). */
  public enum Kind {
    TOPUP,
    RESERVE,
    RELEASE,
    SETTLE,
    ADJUST
  }
}
