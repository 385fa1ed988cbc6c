package runflow.billing;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
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
    post(tx, List.of(new Posting(LedgerEntry.Kind.TOPUP, account, Optional.empty(), amount, note)));
  }

  /**
   * Locks accounts until the transaction ends, always in the same order. Whoever holds an account
   * is the only one who creates, admits or ends its runs.
   *
   * @return what they have; an account that was never opened has nothing
   */
  public Map<Account, Balance> lock(Tx tx, Collection<Account> accounts) {
    return store.lock(tx, accounts);
  }

  /**
   * Writes movements of money, each account's balance once.
   *
   * @throws org.jdbi.v3.core.statement.UnableToExecuteStatementException if one would overdraw an
   *     account, or reserves or closes a run for the second time
   */
  public void post(Tx tx, List<Posting> postings) {
    if (!postings.isEmpty()) {
      store.post(tx, postings, clock.instant());
    }
  }

  /**
   * Checks that a price could be reserved now.
   *
   * @param what costs it: {@code run} or {@code batch}
   * @throws ApiException {@code INSUFFICIENT_CREDIT} with what is missing and what to do
   */
  public void requireCredit(Account account, String what, Money price) {
    Balance balance = balance(account);
    if (balance.available().compareTo(price) < 0) {
      throw insufficient(account, what, price, balance.available());
    }
  }

  /** The refusal of a run or a batch that costs more than its account has. */
  public static ApiException insufficient(
      Account account, String what, Money price, Money available) {
    return new ApiException(
        ErrorCode.INSUFFICIENT_CREDIT,
        "the %s costs %s, but only %s is available; add credit with `./runflow credits add AMOUNT --%s`"
            .formatted(what, price, available, account.livemode() ? "live" : "test"));
  }

  /** What the account has now. */
  public Balance balance(Account account) {
    return store.balance(account);
  }
}
