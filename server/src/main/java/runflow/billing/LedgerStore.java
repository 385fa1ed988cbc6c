package runflow.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Projection;
import runflow.list.Row;
import runflow.list.Select;
import runflow.money.Money;

/** All SQL about money. */
final class LedgerStore {
  private static final Field ID = Field.integer("id").found().sorts();

  /** The entries that a run has, each half of which an index holds. */
  private static final String OF_RUN =
      "(run_id = %s and kind = 'reserve' or run_id = %s and kind in ('release', 'settle'))";

  static final Listing LISTING =
      new Listing(
          "transactions",
          List.of(
              ID,
              Field.choice(
                  "kind",
                  Arrays.stream(LedgerEntry.Kind.values())
                      .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                      .toList()),
              Field.money("amount"),
              Field.uuid("run_id").found(OF_RUN),
              Field.text("note"),
              Field.time("created_at").from("date_trunc('milliseconds', created_at)")),
          List.of(Order.descending(ID)),
          Projection.of("id", "kind", "amount", "run_id", "note", "created_at"),
          List.of());

  private static final Select.Source SOURCE =
      new Select.Source(
          "ledger_entry",
          "id, kind, amount, run_id, note, created_at",
          "org_id = :org and livemode = :live");

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

  /** Appends entries and moves their balances; the table refuses a negative result. */
  void post(Tx tx, List<Posting> postings, Instant now) {
    int moved =
        Columns.bind(
                tx.sql()
                    .createUpdate(
                        """
                        with posting as (
                          select * from unnest(:orgs, :lives, :kinds, :available, :reserved, :runs,
                              :notes)
                            as posting (org_id, livemode, kind, available, reserved, run_id, note)
                        ), entry as (
                          insert into ledger_entry
                            (org_id, livemode, kind, amount, run_id, note, created_at)
                          select org_id, livemode, kind, available, run_id, note, :now from posting
                        ), total as (
                          select org_id, livemode, sum(available) as available,
                            sum(reserved) as reserved
                          from posting group by org_id, livemode
                        )
                        update balance set available = balance.available + total.available,
                          reserved = balance.reserved + total.reserved
                        from total
                        where balance.org_id = total.org_id and balance.livemode = total.livemode
                        """)
                    .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC)),
                postings)
            .uuid("orgs", posting -> posting.account().org().value())
            .flag("lives", posting -> posting.account().livemode())
            .text("kinds", posting -> posting.kind().name().toLowerCase(Locale.ROOT))
            .number("available", posting -> posting.available().micros())
            .number("reserved", posting -> posting.reserved().micros())
            .optionalUuid("runs", posting -> posting.run().map(RunId::value))
            .optionalText("notes", Posting::note)
            .done()
            .execute();
    if (moved != postings.stream().map(Posting::account).distinct().count()) {
      throw new IllegalStateException("there is no account for one of " + postings);
    }
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

  /** A page of the entries of an account. */
  Page<LedgerEntry> entries(Account account, ListRequest request) {
    Select select = Select.of(request, SOURCE);
    List<Row<LedgerEntry>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("org", account.org().value())
                    .bind("live", account.livemode())
                    .map((row, context) -> select.row(row, entry(row)))
                    .list());
    return Page.of(request, rows);
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
