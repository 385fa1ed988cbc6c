package runflow.billing;

import java.time.InstantSource;
import java.util.Optional;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.RunId;
import runflow.money.Money;

/**
 * Moves money, always inside the transaction of the change that it pays for. A run is reserved once
 * and then settled or released once; the database refuses anything else. Safe for use by many
 * threads.
 */
public final class Ledger {
  private final LedgerStore store;
  private final InstantSource clock;

  public Ledger(Db db, InstantSource clock) {
    this.store = new LedgerStore(db);
    this.clock = clock;
  }

  /** Opens an account with no money. */
  public void open(Tx tx, Account account) {
    store.insertBalance(tx, account);
  }

  /** Adds money from outside. */
  public void topUp(Tx tx, Account account, Money amount, Optional<String> note) {
    if (amount.compareTo(Money.ZERO) <= 0) {
      throw new IllegalArgumentException("a top-up is more than nothing, but was " + amount);
    }
    store.move(tx, account, amount, Money.ZERO);
    store.append(tx, account, LedgerEntry.Kind.TOPUP, amount, Optional.empty(), note, clock);
  }

  /**
   * Sets a run's price aside.
   *
   * @throws ApiException {@code INSUFFICIENT_CREDIT} if less than that is available; nothing is
   *     written then
   */
  public void reserve(Tx tx, Account account, RunId run, Money price) {
    if (!store.reserve(tx, account, price)) {
      throw insufficient(account, price, store.balance(tx.sql(), account));
    }
    store.append(
        tx,
        account,
        LedgerEntry.Kind.RESERVE,
        price.negated(),
        Optional.of(run),
        Optional.empty(),
        clock);
  }

  /**
   * Checks that a price could be reserved now.
   *
   * @throws ApiException {@code INSUFFICIENT_CREDIT} as {@link #reserve}
   */
  public void requireCredit(Account account, Money price) {
    Balance balance = balance(account);
    if (balance.available().compareTo(price) < 0) {
      throw insufficient(account, price, balance);
    }
  }

  /** Bills a run its whole reservation. */
  public void settle(Tx tx, Account account, RunId run, Money price) {
    store.move(tx, account, Money.ZERO, price.negated());
    store.append(
        tx,
        account,
        LedgerEntry.Kind.SETTLE,
        Money.ZERO,
        Optional.of(run),
        Optional.empty(),
        clock);
  }

  /** Gives a run's reservation back. */
  public void release(Tx tx, Account account, RunId run, Money price) {
    store.move(tx, account, price, price.negated());
    store.append(
        tx, account, LedgerEntry.Kind.RELEASE, price, Optional.of(run), Optional.empty(), clock);
  }

  /** What the account has now. */
  public Balance balance(Account account) {
    return store.balance(account);
  }

  private static ApiException insufficient(Account account, Money price, Balance balance) {
    return new ApiException(
        ErrorCode.INSUFFICIENT_CREDIT,
        "the run costs %s, but only %s is available; add credit with `./runflow credits add AMOUNT --%s`"
            .formatted(price, balance.available(), account.livemode() ? "live" : "test"));
  }
}
