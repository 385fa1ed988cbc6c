package runflow.billing;

import java.util.Optional;
import runflow.id.RunId;
import runflow.money.Money;

/**
 * One movement of money to be written.
 *
 * @param amount as a number above or equal to nothing; the kind says which way it goes
 */
public record Posting(
    LedgerEntry.Kind kind,
    Account account,
    Optional<RunId> run,
    Money amount,
    Optional<String> note) {
  /** Sets a run's price aside. */
  public static Posting reserve(Account account, RunId run, Money price) {
    return of(LedgerEntry.Kind.RESERVE, account, run, price);
  }

  /** Bills a run its whole reservation. */
  public static Posting settle(Account account, RunId run, Money price) {
    return of(LedgerEntry.Kind.SETTLE, account, run, price);
  }

  /** Gives a run's reservation back. */
  public static Posting release(Account account, RunId run, Money price) {
    return of(LedgerEntry.Kind.RELEASE, account, run, price);
  }

  private static Posting of(LedgerEntry.Kind kind, Account account, RunId run, Money price) {
    return new Posting(kind, account, Optional.of(run), price, Optional.empty());
  }

  /** What the account can spend more, or less, after it; also what its ledger entry says. */
  Money available() {
    return switch (kind) {
      case TOPUP, RELEASE, ADJUST -> amount;
      case RESERVE -> amount.negated();
      case SETTLE -> Money.ZERO;
    };
  }

  /** What a run has cost in the end; empty where nothing is billed. */
  Optional<Money> billed() {
    return kind == LedgerEntry.Kind.SETTLE ? Optional.of(amount) : Optional.empty();
  }

  /** What the account has set aside more, or less, after it. */
  Money reserved() {
    return switch (kind) {
      case RESERVE -> amount;
      case SETTLE, RELEASE -> amount.negated();
      case TOPUP, ADJUST -> Money.ZERO;
    };
  }
}
