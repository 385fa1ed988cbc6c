package runflow.billing;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.money.Money;

/** All SQL about money. */
final class LedgerStore {
  private static final String POST =
      """
      with posting as (
        select * from unnest(:orgs, :lives, :kinds, :available, :reserved, :billed, :runs, :notes)
          with ordinality as posting
            (org_id, livemode, kind, available, reserved, billed, run_id, note, place)
      ), total as (
        select org_id, livemode, sum(available) as available, sum(reserved) as reserved
        from posting group by org_id, livemode
      ), before as (
        select balance.* from balance join total using (org_id, livemode) for update of balance
      ), moved as (
        update balance set
          available = before.available + total.available,
          reserved = before.reserved + total.reserved,
          updated_at = greatest(before.updated_at, :now),
          low_balance_notified_at = case
            when before.available + total.available < before.low_balance_threshold
            then coalesce(before.low_balance_notified_at, greatest(before.updated_at, :now))
            end
        from before join total using (org_id, livemode)
        where balance.org_id = before.org_id and balance.livemode = before.livemode
        returning balance.*, before.available as available_before,
          before.available + before.reserved as balance_before,
          before.low_balance_notified_at is null
            and balance.low_balance_notified_at is not null as fell
      ), entry as (
        insert into ledger_entry (org_id, livemode, kind, amount, billed, available_after,
          balance_after, run_id, note, created_at)
        select org_id, livemode, kind, posting.available,
          case when kind = 'settle' then billed end,
          available_before + sum(posting.available) over so_far,
          balance_before + sum(posting.available + posting.reserved) over so_far,
          run_id, note, updated_at
        from posting join moved using (org_id, livemode)
        window so_far as (partition by org_id, livemode order by place)
        order by place
      )
      select * from moved
      """;

  private final Db db;

  LedgerStore(Db db) {
    this.db = db;
  }

  void insertBalance(Tx tx, Account account, Instant now) {
    tx.sql()
        .createUpdate(
            """
            insert into balance (org_id, livemode, available, reserved, created_at, updated_at)
            values (:org, :live, 0, 0, :now, :now)
            """)
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .bind("now", time(now))
        .execute();
  }

  /** The balances of accounts, whose rows stay locked until the transaction ends. */
  Map<Account, Balance> lock(Tx tx, Collection<Account> accounts) {
    Map<Account, Balance> balances = new HashMap<>();
    accounts.forEach(account -> balances.put(account, Balance.NOTHING));
    Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    select balance.* from balance
                    join unnest(:orgs, :lives) as account (org_id, livemode) using (org_id, livemode)
                    order by org_id, livemode for update of balance
                    """),
            List.copyOf(balances.keySet()))
        .uuid("orgs", account -> account.org().value())
        .flag("lives", Account::livemode)
        .done()
        .map((row, context) -> balances.put(account(row), balance(row)))
        .list();
    return balances;
  }

  /** What postings did to an account. */
  record Moved(Account account, Instant at, Optional<LowBalance.Notice> low) {}

  /**
   * Appends entries and moves their balances; the table refuses a negative result.
   *
   * @param now when; an account whose last entry is later gets the time of that one
   */
  List<Moved> post(Tx tx, List<Posting> postings, Instant now) {
    return Columns.bind(tx.sql().createQuery(POST).bind("now", time(now)), postings)
        .uuid("orgs", posting -> posting.account().org().value())
        .flag("lives", posting -> posting.account().livemode())
        .text("kinds", posting -> code(posting.kind()))
        .number("available", posting -> posting.available().micros())
        .number("reserved", posting -> posting.reserved().micros())
        .number("billed", posting -> posting.billed().orElse(Money.ZERO).micros())
        .optionalUuid("runs", posting -> posting.run().map(RunId::value))
        .optionalText("notes", Posting::note)
        .done()
        .map((row, context) -> moved(row))
        .list();
  }

  private static Moved moved(ResultSet row) throws SQLException {
    Account account = account(row);
    Instant at = requireNonNull(instant(row, "updated_at"));
    Optional<LowBalance.Notice> low =
        row.getBoolean("fell")
            ? Optional.of(
                new LowBalance.Notice(
                    account,
                    new Money(row.getLong("available")),
                    new Money(row.getLong("low_balance_threshold")),
                    at))
            : Optional.empty();
    return new Moved(account, at, low);
  }

  Balance balance(Account account) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select available, reserved from balance where org_id = :org and livemode = :live")
                .bind("org", account.org().value())
                .bind("live", account.livemode())
                .map((row, context) -> balance(row))
                .findOne()
                .orElse(Balance.NOTHING));
  }

  Optional<AccountState> state(Account account) {
    return db.query(sql -> state(sql, account));
  }

  Optional<AccountState> state(Tx tx, Account account) {
    return state(tx.sql(), account);
  }

  private static Optional<AccountState> state(Handle sql, Account account) {
    return sql.createQuery("select * from balance where org_id = :org and livemode = :live")
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .map(
            (row, context) ->
                new AccountState(
                    account,
                    balance(row),
                    Optional.ofNullable(row.getObject("low_balance_threshold", Long.class))
                        .map(Money::new),
                    Optional.ofNullable(instant(row, "low_balance_notified_at")),
                    requireNonNull(instant(row, "created_at")),
                    requireNonNull(instant(row, "updated_at"))))
        .findOne();
  }

  /**
   * Writes the threshold of an account that is locked.
   *
   * @return a notice if the account is below it and nobody was told so far
   */
  Optional<LowBalance.Notice> setThreshold(
      Tx tx, Account account, Optional<Money> threshold, Instant now) {
    return tx.sql()
        .createQuery(
            """
            with before as (
              select * from balance where org_id = :org and livemode = :live
            )
            update balance set low_balance_threshold = :threshold,
              updated_at = greatest(before.updated_at, :now),
              low_balance_notified_at = case when before.available < :threshold
                then coalesce(before.low_balance_notified_at, :now) end
            from before
            where balance.org_id = before.org_id and balance.livemode = before.livemode
            returning balance.*, before.low_balance_notified_at is null
              and balance.low_balance_notified_at is not null as fell
            """)
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .bind("threshold", threshold.map(Money::micros).orElse(null))
        .bind("now", time(now))
        .map((row, context) -> moved(row))
        .one()
        .low();
  }

  private static Balance balance(ResultSet row) throws SQLException {
    return new Balance(new Money(row.getLong("available")), new Money(row.getLong("reserved")));
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode"));
  }

  private static String code(LedgerEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
