package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.db.Db;
import runflow.list.ListRequest;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;
import runflow.testing.BigRuns;
import runflow.testing.Plan;
import runflow.testing.SharedPostgres;

/**
 * How much of a table with a million runs a page reads, in buffers of 8 KiB. The numbers stand in
 * docs/performance.md.
 */
@Tag("long")
class RunListPlansTest {
  private static final int RUNS = 1_000_000;
  private static final UUID ORG = new UUID(1, 1);

  private static Db db;

  @BeforeAll
  static void fill() {
    db = Db.open(SharedPostgres.freshDatabase(), 2);
    db.query(
        sql -> {
          sql.execute("set statement_timeout = 0");
          BigRuns.fill(sql, ORG, RUNS);
          return sql.execute("vacuum analyze run");
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
        "the newest, most of them queued | | 50 | 300",
        "the newest 500 | limit=500 | 500 | 1200",
        "the oldest | sort_by=created_at:asc | 50 | 100",
        "the last page | from_prev=true | 50 | 100",
        "one by id | q=id:019b76da-abe8-7000-8000-000000000001 | 1 | 20",
        "a time in the middle | q=created_at<2026-01-06 | 50 | 100",
        "a reference | q=client_ref.EQ:'order-500007' | 1 | 20",
        "a reference of 50,000 | q=client_ref:campaign | 50 | 150",
        "one of those that failed | q=client_ref:campaign AND status_code:failed | 0 | 13000",
        "open ones of 50,000 | q=terminal:false AND client_ref:campaign | 12 | 13000",
        "one by id and reference | q=client_ref:campaign AND id:019b76da-abe8-7000-8000-000000000001 | 0 | 20",
        "failed in a time | q=status_code:failed AND client_ref:campaign AND created_at<2026-01-06 | 0 | 13000",
        "failed or canceled | q=status_code.IN:(failed, canceled) | 50 | 150",
        "failed | q=status_code:failed AND created_at<2026-01-06 | 50 | 150",
        "open | q=terminal:false | 50 | 500",
        "queued | q=status_code:queued | 50 | 500",
        "succeeded | q=status_code:succeeded AND created_at>2026-01-05 | 50 | 400",
        "a model | q=model:google/veo3.1 | 50 | 400",
        "a model without runs | q=model:nobody | 0 | 13000",
        "dear ones from the end | q=cost>100&from_prev=true | 0 | 13000",
      })
  void aPageReadsLittle(String what, String query, int items, int most) {
    Seen seen = page(query == null ? "" : query);
    System.out.printf("%s | %s | %d | %s%n", what, query, seen.buffers(), seen.plan().indexes());
    assertThat(seen.page().items()).hasSize(items);
    assertThat(seen.buffers()).as("%s", seen.plan()).isLessThanOrEqualTo(most);
  }

  @Test
  void aDeepPageReadsAsLittleAsTheFirst() {
    Seen last = page("from_prev=true");
    Seen before = page("from_prev=true&pq=" + last.page().prevPq());
    Seen after = page("pq=" + before.page().prevPq());
    assertThat(before.buffers()).isLessThanOrEqualTo(100);
    assertThat(after.buffers()).as("%s", after.plan()).isLessThanOrEqualTo(100);
    assertThat(before.page().items()).hasSize(50).doesNotContainAnyElementsOf(last.page().items());
  }

  @Test
  void aLookThatEndedEarlyGoesOn() {
    Seen first = page("q=model:nobody");
    Seen second = page("q=model:nobody&pq=" + first.page().nextPq());
    assertThat(second.page().nextPq()).isNotNull().isNotEqualTo(first.page().nextPq());
    assertThat(second.buffers()).as("%s", second.plan()).isLessThanOrEqualTo(13_000);
  }

  /** A page of ids, and what PostgreSQL says of its statement. */
  private record Seen(Page<String> page, Plan plan) {
    long buffers() {
      return plan.buffers();
    }
  }

  private static Seen page(String query) {
    ListRequest request = Plan.request(RunLists.LISTING, query);
    Select select = Select.of(request, RunLists.SOURCE);
    Plan plan = Plan.of(db, select.sql(), ORG, statement -> statement.bindMap(select.bindings()));
    List<Row<String>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("org", ORG)
                    .bind("live", false)
                    .map((row, context) -> select.row(row, row.getString("id")))
                    .list());
    return new Seen(Page.of(request, rows), plan);
  }
}
