package runflow.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
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

/** The entries of an account in pages. */
final class TransactionList {
  private static final Field ID = Field.integer("id").found().sortsAfterAnother();
  private static final Field CREATED = Field.time("created_at").foundInRanges().sorts();

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
                  Arrays.stream(LedgerEntry.Kind.values()).map(TransactionList::code).toList()),
              Field.money("amount"),
              Field.money("cost").from("billed"),
              Field.uuid("run_id").found(OF_RUN),
              Field.text("note"),
              CREATED),
          List.of(Order.descending(CREATED), Order.descending(ID)),
          Projection.of(
              "id",
              "kind",
              "amount",
              "cost",
              "available_after",
              "balance_after",
              "run_id",
              "note",
              "created_at"),
          List.of());

  static final Select.Source SOURCE =
      new Select.Source(
          "ledger_entry",
          "id, kind, amount, billed, available_after, balance_after, run_id, note, created_at",
          "org_id = :org and livemode = :live");

  private final Db db;

  TransactionList(Db db) {
    this.db = db;
  }

  /** A page of the entries of an account. */
  Page<LedgerEntry> page(Account account, ListRequest request) {
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
        Optional.ofNullable(row.getObject("billed", Long.class)).map(Money::new),
        new LedgerEntry.After(
            new Money(row.getLong("available_after")), new Money(row.getLong("balance_after"))),
        Optional.ofNullable(row.getObject("run_id", UUID.class)).map(RunId::new),
        Optional.ofNullable(row.getString("note")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static String code(LedgerEntry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
