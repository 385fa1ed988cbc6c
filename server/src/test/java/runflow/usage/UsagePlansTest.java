package runflow.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import runflow.db.Db;
import runflow.testing.BigLedger;
import runflow.testing.Plan;
import runflow.testing.SharedPostgres;

/**
 * How much reports read of an account with a million runs in a year, in buffers of 8 KiB. The
 * ledger has two entries of each.
 */
@Tag("long")
class UsagePlansTest {
  private static final int RUNS = 1_000_000;
  private static final UUID ORG = new UUID(1, 1);

  /** Six models at three prices through twenty keys each day. */
  private static final String COUNTS =
      """
      insert into usage_day
      select '00000000-0000-0001-0000-000000000001', false, day::date,
        ('00000000-0000-0002-0000-' || lpad(to_hex(key), 12, '0'))::uuid, 'model-' || model,
        'second', price * 50000, 7, 1, 0, 56, 2800000
      from generate_series(timestamptz '2026-01-01Z', '2026-12-31Z', '1 day') as day,
        generate_series(1, 20) as key, generate_series(1, 6) as model,
        generate_series(1, 3) as price
      """;

  private static Db db;

  @BeforeAll
  static void fill() {
    db = Db.open(SharedPostgres.freshDatabase(), 2);
    db.query(
        sql -> {
          sql.execute("set statement_timeout = 0");
          BigLedger.fill(sql, ORG, RUNS);
          sql.execute(COUNTS);
          return sql.execute("vacuum analyze");
        });
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void aMonthOfUsageReadsItsDaysOnly() {
    assertThat(usage(month("2026-05"), EnumSet.of(Grouping.MODEL))).isLessThan(600);
    assertThat(usage(month("2026-05"), EnumSet.allOf(Grouping.class))).isLessThan(600);
    assertThat(usage(month("2026-05"), EnumSet.of(Grouping.KEY))).isLessThan(600);
  }

  @Test
  void aYearOfUsageReadsTheCountsOnceAndNoRuns() {
    var year = new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
    assertThat(usage(year, EnumSet.of(Grouping.MODEL))).isLessThan(5_000);
  }

  @Test
  void anInvoiceReadsNoEntriesOfRuns() {
    YearMonth may = YearMonth.of(2026, 5);
    assertThat(
            buffers(
                InvoiceStore.BALANCE,
                query -> query.bind("until", InvoiceStore.start(may.plusMonths(1)))))
        .isLessThan(10);
    assertThat(
            buffers(
                InvoiceStore.PAID_IN,
                query ->
                    query
                        .bind("since", InvoiceStore.start(may))
                        .bind("until", InvoiceStore.start(may.plusMonths(1)))))
        .isLessThan(20);
    assertThat(
            buffers(
                InvoiceStore.LINES,
                query -> query.bind("first", may.atDay(1)).bind("last", may.atEndOfMonth())))
        .isLessThan(600);
  }

  private static Period month(String month) {
    return new Period(YearMonth.parse(month).atDay(1), YearMonth.parse(month).atEndOfMonth());
  }

  private static long usage(Period period, EnumSet<Grouping> groupings) {
    return buffers(
        UsageStore.statement(groupings),
        query -> query.bind("from", period.from()).bind("to", period.to()).bind("most", 10_001));
  }

  private static long buffers(String statement, UnaryOperator<Query> binding) {
    Plan plan = Plan.of(db, statement, ORG, binding);
    System.out.printf(
        "%s | %d buffers | %s ms%n",
        statement.lines().findFirst().orElse(""),
        plan.buffers(),
        plan.json().at("/0/Execution Time"));
    return plan.buffers();
  }
}
