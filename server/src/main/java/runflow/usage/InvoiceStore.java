package runflow.usage;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.money.Money;

/** All SQL that makes invoices. */
final class InvoiceStore {
  static final String BALANCE =
      """
      select balance_after from ledger_entry
      where org_id = :org and livemode = :live and created_at < :until
      order by created_at desc, id desc limit 1
      """;

  static final String PAID_IN =
      """
      select kind, sum(amount) as amount from ledger_entry
      where org_id = :org and livemode = :live and created_at >= :since and created_at < :until
        and kind in ('topup', 'adjust')
      group by kind
      """;

  static final String LINES =
      """
      select model, unit, unit_price, sum(quantity) as quantity, sum(billed) as amount
      from usage_day
      where org_id = :org and livemode = :live and day between :first and :last
      group by model, unit, unit_price having sum(quantity) > 0
      order by model, unit, unit_price
      """;

  private final Db db;

  InvoiceStore(Db db) {
    this.db = db;
  }

  /** A month of an account, everything in it as of one moment. */
  Invoice invoice(Account account, YearMonth month, boolean closed) {
    return db.inTx(
        tx -> {
          tx.sql().execute("set transaction isolation level repeatable read read only");
          Map<String, Money> paidIn = paidIn(tx, account, month);
          var sums =
              new Invoice.Sums(
                  balance(tx, account, start(month)),
                  paidIn.getOrDefault("topup", Money.ZERO),
                  paidIn.getOrDefault("adjust", Money.ZERO),
                  balance(tx, account, start(month.plusMonths(1))));
          return new Invoice(
              account, holder(tx, account), month, closed, sums, lines(tx, account, month));
        });
  }

  private static Map<String, Money> paidIn(Tx tx, Account account, YearMonth month) {
    Map<String, Money> sums = new HashMap<>();
    query(tx, PAID_IN, account)
        .bind("since", start(month))
        .bind("until", start(month.plusMonths(1)))
        .map((row, context) -> sums.put(row.getString("kind"), new Money(row.getLong("amount"))))
        .list();
    return sums;
  }

  private static Money balance(Tx tx, Account account, OffsetDateTime until) {
    return query(tx, BALANCE, account)
        .bind("until", until)
        .mapTo(Long.class)
        .findOne()
        .map(Money::new)
        .orElse(Money.ZERO);
  }

  private static List<Invoice.Line> lines(Tx tx, Account account, YearMonth month) {
    return query(tx, LINES, account)
        .bind("first", month.atDay(1))
        .bind("last", month.atEndOfMonth())
        .map(
            (row, context) ->
                new Invoice.Line(
                    row.getString("model"),
                    row.getString("unit"),
                    new Money(row.getLong("unit_price")),
                    row.getLong("quantity"),
                    new Money(row.getLong("amount"))))
        .list();
  }

  private static String holder(Tx tx, Account account) {
    return tx.sql()
        .createQuery("select name from organisation where id = :org")
        .bind("org", account.org().value())
        .mapTo(String.class)
        .one();
  }

  private static Query query(Tx tx, String statement, Account account) {
    return tx.sql()
        .createQuery(statement)
        .bind("org", account.org().value())
        .bind("live", account.livemode());
  }

  /** When a month begins; the one before has ended then. */
  static OffsetDateTime start(YearMonth month) {
    return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
