package runflow.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;
import runflow.money.Money;

/** All SQL about money. */
final class LedgerStore {
  private final Db db;

  LedgerStore(Db db) {
    this.db = db;
  }

  void insertBalance(Tx tx, Account account) {
    tx.sql()
        .createUpdate(
            "insert into balance (org_id, livemode, available, reserved) values (:org, :live, 0, 0)")
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .execute();
  }

  boolean reserve(Tx tx, Account account, Money price) {
    return tx.sql()
            .createUpdate(
                """
                update balance set available = available - :price, reserved = reserved + :price
                where org_id = :org and livemode = :live and available >= :price
                """)
            .bind("price", price.micros())
            .bind("org", account.org().value())
            .bind("live", account.livemode())
            .execute()
        == 1;
  }

  /** Adds to both parts of a balance; the table refuses a negative result. */
  void move(Tx tx, Account account, Money available, Money reserved) {
    int rows =
        tx.sql()
            .createUpdate(
                """
                update balance set available = available + :available, reserved = reserved + :reserved
                where org_id = :org and livemode = :live
                """)
            .bind("available", available.micros())
            .bind("reserved", reserved.micros())
            .bind("org", account.org().value())
            .bind("live", account.livemode())
            .execute();
    if (rows != 1) {
      throw new IllegalStateException("there is no account " + account);
    }
  }

  void append(
      Tx tx,
      Account account,
      LedgerEntry.Kind kind,
      Money amount,
      Optional<RunId> run,
      Optional<String> note,
      InstantSource clock) {
    tx.sql()
        .createUpdate(
            """
            insert into ledger_entry (org_id, livemode, kind, amount, run_id, note, created_at)
            values (:org, :live, :kind, :amount, cast(:run as uuid), :note, :now)
            """)
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .bind("kind", kind.name().toLowerCase(Locale.ROOT))
        .bind("amount", amount.micros())
        .bind("run", run.map(RunId::value).orElse(null))
        .bind("note", note.orElse(null))
        .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .execute();
  }

  Balance balance(Account account) {
    return db.query(sql -> balance(sql, account));
  }

  Balance balance(Handle sql, Account account) {
    return sql.createQuery(
            "select available, reserved from balance where org_id = :org and livemode = :live")
        .bind("org", account.org().value())
        .bind("live", account.livemode())
        .map(
            (row, context) ->
                new Balance(
                    new Money(row.getLong("available")), new Money(row.getLong("reserved"))))
        .findOne()
        .orElseGet(() -> new Balance(Money.ZERO, Money.ZERO));
  }

  /** Newest first, older than {@code before}. */
  List<LedgerEntry> entries(Account account, long before, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id, kind, amount, run_id, note, created_at from ledger_entry
                    where org_id = :org and livemode = :live and id < :before
                    order by id desc limit :limit
                    """)
                .bind("org", account.org().value())
                .bind("live", account.livemode())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    return new LedgerEntry(
        row.getLong("id"),
        LedgerEntry.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        new Money(row.getLong("amount")),
        Optional.ofNullable(row.getObject("run_id", UUID.class)).map(RunId::new),
        Optional.ofNullable(row.getString("note")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
