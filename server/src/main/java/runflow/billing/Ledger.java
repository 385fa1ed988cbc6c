package runflow.billing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final LowBalance low;
  private final InstantSource clock;

  /**
   * A ledger.
   *
   * @param low is told of accounts that fall below their threshold
   */
  public Ledger(Db db, LowBalance low, InstantSource clock) {
    this.store = new LedgerStore(db);
    this.low = low;
    this.clock = clock;
  }

  /** Opens an account with no money. */
  public void open(Tx tx, Account account) {
    store.insertBalance(tx, account, now());
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
   * @return when, as the entries of each account say it: never before its earlier ones
   * @throws org.jdbi.v3.core.statement.UnableToExecuteStatementException if one would overdraw an
   *     account, or reserves or closes a run for the second time
   */
  public Map<Account, Instant> post(Tx tx, List<Posting> postings) {
    if (postings.isEmpty()) {
      return Map.of();
    }
    List<LedgerStore.Moved> moved = store.post(tx, postings, now());
    if (moved.size() != postings.stream().map(Posting::account).distinct().count()) {
      throw new IllegalStateException("there is no account for one of " + postings);
    }
    moved.forEach(one -> one.low().ifPresent(notice -> low.reached(tx, notice)));
    return moved.stream()
        .collect(Collectors.toMap(LedgerStore.Moved::account, LedgerStore.Moved::at));
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

  /** What the account has now, and when its holder wants to be told that it has little. */
  AccountState state(Account account) {
    return store.state(account).orElseThrow(() -> noAccount(account));
  }

  /**
   * Sets or removes the threshold below which an account has little. One that has less already is
   * told of at once.
   *
   * @throws ApiException {@code CONFLICT} if the account has changed since it was seen
   */
  void warnBelow(Tx tx, Account account, Threshold wanted) {
    store.lock(tx, List.of(account));
    AccountState seen = store.state(tx, account).orElseThrow(() -> noAccount(account));
    wanted.requireUnchanged(seen);
    store
        .setThreshold(tx, account, wanted.amount(), now())
        .ifPresent(notice -> low.reached(tx, notice));
  }

  private static IllegalStateException noAccount(Account account) {
    return new IllegalStateException("there is no " + account);
  }

  /** As exact as it is shown, so that pages and months end where they seem to. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
