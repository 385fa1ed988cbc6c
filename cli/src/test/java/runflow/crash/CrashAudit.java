package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be true of a database and of a receiver's log when everything has ended: one statement,
 * whose every count but the first two is of violations.
 */
record CrashAudit(Sql sql, Receiver receiver) {
  private static final Duration LONGEST_END = Duration.ofMinutes(2);

  private static final String QUERY =
      """
      with money as (
        select r.id, r.state, r.price, r.billed,
          count(*) filter (where e.kind = 'reserve' and e.amount = -r.price) as reserves,
          count(*) filter (where e.kind = 'settle' and e.amount = 0) as settles,
          count(*) filter (where e.kind = 'release' and e.amount = r.price) as releases,
          count(e.id) as entries
        from run r left join ledger_entry e on e.run_id = r.id group by r.id
      ),
      books as (
        select b.available, b.reserved,
          (select coalesce(sum(e.amount), 0) from ledger_entry e
            where e.org_id = b.org_id and e.livemode = b.livemode) as entered
        from balance b
      ),
      calls as (
        select d.*, (select count(*) from callback_attempt a where a.delivery_id = d.id) as attempts
        from callback_delivery d
      )
      select
        (select count(*) from run) as runs,
        (select count(*) from callback_delivery) as deliveries,
        (select count(*) from unnest(?::uuid[]) a (id) where not exists
          (select from run where run.id = a.id)) as accepted_and_lost,
        (select count(*) from run where completed_at is null) as open_runs,
        (select count(*) from (select metadata::jsonb ->> 'order' from run
          group by 1 having count(*) > 1) o) as ordered_twice,
        (select count(*) from money where reserves <> 1) as not_reserved_once,
        (select count(*) from money where settles + releases <> 1 or entries <> 2) as not_closed_once,
        (select count(*) from money where settles > 0 and state <> 'succeeded') as settled_for_nothing,
        (select count(*) from money where releases > 0 and state = 'succeeded') as given_away,
        (select count(*) from money where billed is distinct from
          case when state = 'succeeded' then price else 0 end) as wrongly_billed,
        (select count(*) from books where available <> entered) as wrong_balances,
        (select count(*) from books where reserved <> 0) as reserved_and_left,
        (select count(*) from calls where status = 'pending') as open_deliveries,
        (select count(*) from calls where attempts <> attempt_count or attempts < 1
          or (status = 'failed' and attempts <> max_attempts)) as wrong_attempts,
        (select count(*) from run r where 1 <> (select count(*) from callback_delivery d
          where d.run_id = r.id and d.is_automatic) and callback_url is not null) as not_called_back,
        (select count(*) from (select task_instance from job_run
          union all select task_instance from job_render
          union all select task_instance from job_delivery) j
          where task_instance ~ '^[0-9a-f]{8}-') as jobs_left,
        (select count(*) from sandbox_render where completed_at is null) as renders_left,
        (select count(*) from (select run_id from ledger_entry where run_id is not null
          union all select run_id from idempotency_key
          union all select run_id from callback_delivery
          union all select run_id from sandbox_render) e
          where not exists (select from run r where r.id = e.run_id)) as without_their_run
      """;

  private static final String BUSY =
      """
      select (select count(*) from run where completed_at is null)
        + (select count(*) from callback_delivery where status = 'pending')
        + (select count(*) from job_run where task_instance ~ '^[0-9a-f]{8}-')
        + (select count(*) from job_render where task_instance ~ '^[0-9a-f]{8}-')
        + (select count(*) from job_delivery where task_instance ~ '^[0-9a-f]{8}-')
      """;

  /** Waits until nothing is under way any more; what then is still open is a violation. */
  void awaitEnd() throws Exception {
    Patience.holdsWithin(LONGEST_END, () -> sql.count(BUSY) == 0);
  }

  /**
   * Waits for the end, prints the query with its result, and fails if anything is wrong.
   *
   * @param accepted every run whose 201 was received
   */
  void require(String campaign, Set<String> accepted) throws Exception {
    awaitEnd();
    Map<String, Object> counts = sql.rows(QUERY, accepted).getFirst();
    System.out.printf(
        "%n-- audit of the %s, %d accepted runs%n%s-- %s%n%n",
        campaign, accepted.size(), QUERY, counts);
    Map<String, Object> violations = new HashMap<>(counts);
    violations.keySet().removeAll(Set.of("runs", "deliveries"));
    violations.values().removeIf(count -> ((Number) count).longValue() == 0);
    assertThat(violations).as("violations in %s", counts).isEmpty();
    assertThat((Long) counts.get("runs")).isGreaterThanOrEqualTo(accepted.size());
    assertThat(complaints()).isEmpty();
  }

  /** The receiver's side: the same bytes each time, and for every delivery what its record says. */
  List<String> complaints() throws SQLException {
    Map<String, List<Receiver.Call>> calls = receiver.calls();
    List<String> complaints = new ArrayList<>(receiver.complaints());
    calls.forEach(
        (id, entries) -> {
          if (entries.stream().map(Receiver.Call::body).distinct().count() != 1) {
            complaints.add("delivery %s came with different bytes: %s".formatted(id, entries));
          }
        });
    for (Map<String, Object> delivery : sql.rows("select * from callback_delivery")) {
      List<Receiver.Call> entries =
          calls.getOrDefault(String.valueOf(delivery.get("id")), List.of());
      boolean heard = entries.stream().anyMatch(call -> call.status() == 204);
      if (String.valueOf(delivery.get("status")).equals("succeeded") && !heard) {
        complaints.add("recorded as delivered, but never answered 2xx: " + delivery);
      }
      if (entries.size() < attempts(delivery)) {
        complaints.add("recorded more attempts than came: " + delivery);
      }
    }
    return complaints;
  }

  /** Deliveries of which more requests came than attempts are recorded. */
  Set<String> repeated() throws SQLException {
    Map<String, Integer> recorded = new HashMap<>();
    for (Map<String, Object> row : sql.rows("select id, attempt_count from callback_delivery")) {
      recorded.put(String.valueOf(row.get("id")), attempts(row));
    }
    return receiver.calls().entrySet().stream()
        .filter(entry -> entry.getValue().size() > recorded.getOrDefault(entry.getKey(), 0))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static int attempts(Map<String, Object> delivery) {
    return Integer.parseInt(String.valueOf(delivery.get("attempt_count")));
  }
}
