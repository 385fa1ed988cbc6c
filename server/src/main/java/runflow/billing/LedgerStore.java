package runflow.billing;

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
import java.util.function.Function;
import java.util.stream.Collectors;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
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
        .map(
            (row, context) ->
                balances.put(
                    new Account(
                        new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
                    balance(row)))
        .list();
    return balances;
  }

  /** Adds the movements to both parts of their balances; the table refuses a negative result. */
  void move(Tx tx, List<Posting> postings) {
    List<List<Posting>> byAccount =
        List.copyOf(postings.stream().collect(Collectors.groupingBy(Posting::account)).values());
    int rows =
        Columns.bind(
                tx.sql()
                    .createUpdate(
                        """
                        update balance set available = balance.available + moved.available,
                          reserved = balance.reserved + moved.reserved
                        from unnest(:orgs, :lives, :available, :reserved)
                          as moved (org_id, livemode, available, reserved)
                        where balance.org_id = moved.org_id and balance.livemode = moved.livemode
                        """),
                byAccount)
            .uuid("orgs", own -> own.getFirst().account().org().value())
            .flag("lives", own -> own.getFirst().account().livemode())
            .number("available", own -> sum(own, Posting::available))
            .number("reserved", own -> sum(own, Posting::reserved))
            .done()
            .execute();
    if (rows != byAccount.size()) {
      throw new IllegalStateException("there is no account for one of " + postings);
    }
  }

  private static long sum(List<Posting> postings, Function<Posting, Money> part) {
    return postings.stream().map(part).mapToLong(Money::micros).sum();
  }

  void append(Tx tx, List<Posting> postings, Instant now) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into ledger_entry (org_id, livemode, kind, amount, run_id, note, created_at)
                    select org_id, livemode, kind, amount, run_id, note, :now
                    from unnest(:orgs, :lives, :kinds, :amounts, :runs, :notes)
                      as entry (org_id, livemode, kind, amount, run_id, note)
                    """)
                .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC)),
            postings)
        .uuid("orgs", posting -> posting.account().org().value())
        .flag("lives", posting -> posting.account().livemode())
        .text("kinds", posting -> posting.kind().name().toLowerCase(Locale.ROOT))
        .number("amounts", posting -> posting.available().micros())
        .optionalUuid("runs", posting -> posting.run().map(RunId::value))
        .optionalText("notes", Posting::note)
        .done()
        .execute();
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

  private static Balance balance(ResultSet row) throws SQLException {
    return new Balance(new Money(row.getLong("available")), new Money(row.getLong("reserved")));
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
