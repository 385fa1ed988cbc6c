package runflow.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.db.Db;
import runflow.list.Select;
import runflow.testing.BigLedger;
import runflow.testing.Plan;
import runflow.testing.SharedPostgres;

/** How much a page of the ledger of a million runs reads, in buffers of 8 KiB. */
@Tag("long")
class LedgerPlansTest {
  private static final int RUNS = 1_000_000;
  private static final UUID ORG = new UUID(1, 1);
  private static final String RUN = "00000000-0000-0000-0000-000000000001";

  private static Db db;

  @BeforeAll
  static void fill() {
    db = Db.open(SharedPostgres.freshDatabase(), 2);
    db.query(
        sql -> {
          sql.execute("set statement_timeout = 0");
          BigLedger.fill(sql, ORG, RUNS);
          return sql.execute("vacuum analyze ledger_entry");
        });
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "the newest | | 20",
        "the newest 500 | limit=500 | 60",
        "the oldest | sort_by=created_at:asc | 20",
        "a time in the middle | q=created_at<2026-05-01 | 20",
        "those of a run | q=run_id:RUN | 20",
        "two conditions with an index | q=run_id:RUN AND id:1 | 20",
        "settled ones of a time | q=kind:settle AND created_at<2026-05-01 | 400",
        "rare ones | q=kind:adjust | 1500",
      })
  void aPageReadsLittle(String what, String query, int most) {
    var request =
        Plan.request(TransactionList.LISTING, query == null ? "" : query.replace("RUN", RUN));
    Select select = Select.of(request, TransactionList.SOURCE);
    Plan plan = Plan.of(db, select.sql(), ORG, statement -> statement.bindMap(select.bindings()));
    System.out.printf("%s | %d buffers | %s%n", what, plan.buffers(), plan.indexes());
    assertThat(plan.buffers()).as("%s: %s", what, plan).isLessThanOrEqualTo(most);
  }
}
