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

  /**
   * One run a second, a tenth of another organisation. One in a hundred failed; 30 among the oldest
   * and 200 among the newest are open; one in twenty belongs to a campaign, some have a reference
   * of their own.
   */
  private static final String FILL =
      """
      insert into run
        (id, org_id, key_id, livemode, model, model_version, provider, route, lane, admitted, state,
         input, client_ref, request_id, source, price, cost_breakdown, billed, output,
         failure_code, failure_message, failure_stage, created_at, started_at, completed_at,
         deadline_at)
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000'
          || lpad(to_hex(n), 12, '0'))::uuid,
        case when n % 10 = 3 then '00000000-0000-0001-0000-000000000002'
          else '00000000-0000-0001-0000-000000000001' end::uuid,
        '00000000-0000-0001-0000-000000000003', false,
        case when n % 3 = 0 then 'google/veo3.1' else 'google/veo3.1/fast' end, '1', 'sandbox',
        'sandbox', 'm', not open, case when open then 'queued' when failed then 'failed'
          else 'succeeded' end,
        '{"prompt":"' || repeat('a lake at dawn ', 20) || '"}',
        case when n % 20 = 0 then 'campaign' when n % 50 = 7 then 'order-' || n end,
        'r' || n, 'api', 1200000, '{"unit":"second","quantity":8,"unit_price":"0.15"}',
        case when not open then case when failed then 0 else 1200000 end end,
        case when not open and not failed then '{"outputs":[' || repeat(' ', 300) || ']}' end,
        case when failed then 'PROVIDER_TIMEOUT' end, case when failed then 'late' end,
        case when failed then 'execution' end,
        at, at, case when not open then at + interval '30 s' end, at + interval '1 day'
      from (select n, timestamptz '2026-01-01 00:00:00Z' + n * interval '1 s' as at,
          n % 10 <> 3 and (n <= 33 or n > :runs - 222) as open, n % 100 = 1 as failed
        from generate_series(1, :runs) as n) as made
      """
          .replace(":runs", Integer.toString(RUNS));

  private static Db db;

  @BeforeAll
  static void fill() {
    db = Db.open(SharedPostgres.freshDatabase(), 2);
    db.query(
        sql -> {
          sql.execute("set statement_timeout = 0");
          sql.execute(FILL);
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
