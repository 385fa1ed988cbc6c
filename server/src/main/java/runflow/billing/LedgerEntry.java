package runflow.billing;

import java.time.Instant;
import java.util.Optional;
import runflow.id.RunId;
import runflow.money.Money;

/** One line of the ledger. */
public record LedgerEntry(
    long id, Kind kind, Money amount, Optional<RunId> run, Optional<String> note, Instant at) {
  /** The closed list of entries (contract, section 6). */
  public enum Kind {
    TOPUP,
    RESERVE,
    RELEASE,
    SETTLE,
    ADJUST
  }
}
