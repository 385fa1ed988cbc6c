package runflow.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.catalog.Route;
import runflow.db.Batches;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.EventId;
import runflow.id.RunId;

/**
 * SQL about runs that are there. Every change of state repeats the old state and says whether it
 * held. New runs are {@link InsertRuns}, handovers {@link HandoverStore}, ends {@link CloseRuns}.
 */
final class RunStore {
  /** Bytes, roughly. */
  private static final int MOST_REMEMBERED = 32 << 20;

  private static final Batches.Settings READS = new Batches.Settings("run-reads", 256, 2);

  private final Db db;
  private final Cache<RunId, Run> closed =
      Caffeine.newBuilder()
          .maximumWeight(MOST_REMEMBERED)
          .weigher((RunId id, Run run) -> weight(run))
          .build();
  private final Batches<RunId, Optional<Run>> reads;

  RunStore(Db db) {
    this.db = db;
    this.reads = new Batches<>(READS, id -> id, this::read);
  }

  /** A run as its row says; one that has ended may come from memory, because it never changes. */
  Optional<Run> find(RunId id) throws InterruptedException {
    Run known = closed.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Run> found = reads.call(id);
    found.filter(Run::closed).ifPresent(run -> closed.put(id, run));
    return found;
  }

  private static int weight(Run run) {
    return 1_000
        + run.order().input().length()
        + run.order().metadata().map(String::length).orElse(0);
  }

  private List<Optional<Run>> read(List<RunId> ids) {
    Map<RunId, Run> found =
        db.query(
            sql ->
                Columns.bind(
                        sql.createQuery(
                            "select *, %s from run where id = any(:ids)"
                                .formatted(LaneStore.POSITION)),
                        ids)
                    .uuid("ids", RunId::value)
                    .done()
                    .map(RunRow::read)
                    .stream()
                    .collect(Collectors.toMap(Run::id, run -> run)));
    return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  /** Those of many runs that have ended. */
  Set<RunId> closedAmong(Set<RunId> runs) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        "select id from run where id = any(:ids) and completed_at is not null"),
                    List.copyOf(runs))
                .uuid("ids", RunId::value)
                .done()
                .mapTo(UUID.class)
                .stream()
                .map(RunId::new)
                .collect(Collectors.toSet()));
  }

  /** Pins a queued run to another route, in whose lane it has no place yet. */
  boolean move(Tx tx, RunId id, RunState.Queued from, Route to, String lane) {
    return tx.sql()
            .createUpdate(
                """
                update run set provider = :provider, route = :route, lane = :lane, admitted = false
                where id = :id and state = 'queued' and attempt = :attempt
                """)
            .bind("id", id.value())
            .bind("provider", to.provider())
            .bind("route", to.model())
            .bind("lane", lane)
            .bind("attempt", from.attempts())
            .execute()
        == 1;
  }

  /** Puts a run back whose prompt was blocked, with another prompt. */
  boolean rewrite(Tx tx, Run run, RunState.Handed from, String prompt, Instant deadline) {
    return tx.sql()
            .createUpdate(
                """
                with back as (
                  update run set state = :to, rewritten_prompt = :prompt, provider_ref = null,
                    progress = null, deadline_at = :deadline
                  where id = :id and state = :state and attempt = :attempt
                  returning *
                )
                """
                    + HistoryStore.SENT_BACK)
            .bind("event", EventId.create().value())
            .bind("id", run.id().value())
            .bind("to", from.rewritten().code())
            .bind("prompt", prompt)
            .bind("deadline", time(deadline))
            .bind("state", from.code())
            .bind("attempt", attempt(from))
            .execute()
        == 1;
  }

  /** Records that the provider took the run. */
  boolean accept(RunId id, RunState.Dispatching from, RunState.Running to, Instant now) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        update run set state = 'running', provider_ref = :ref, progress = 0,
                          running_at = :now
                        where id = :id and state = 'dispatching' and attempt = :attempt
                        """)
                    .bind("now", time(now))
                    .bind("id", id.value())
                    .bind("ref", to.ref())
                    .bind("attempt", from.attempt())
                    .execute()
                == 1);
  }

  /** Puts a run back that the provider did not take. */
  boolean sendBack(RunId id, RunState.Dispatching from, RunState.Queued to, Instant deadline) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        with back as (
                          update run set state = 'queued', attempt = :after, deadline_at = :deadline
                          where id = :id and state = 'dispatching' and attempt = :attempt
                          returning *
                        )
                        """
                            + HistoryStore.SENT_BACK)
                    .bind("event", EventId.create().value())
                    .bind("id", id.value())
                    .bind("after", to.attempts())
                    .bind("deadline", time(deadline))
                    .bind("attempt", from.attempt())
                    .execute()
                == 1);
  }

  void progress(RunId id, int percent) {
    db.query(
        sql ->
            sql.createUpdate(
                    "update run set progress = :percent where id = :id and state = 'running'")
                .bind("id", id.value())
                .bind("percent", percent)
                .execute());
  }

  /** Open runs whose deadline has passed, the most overdue first. */
  List<RunId> overdue(Instant now, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id from run where billed is null and deadline_at < :now
                    order by deadline_at limit :limit
                    """)
                .bind("now", time(now))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .map(RunId::new)
                .list());
  }

  /** The attempt that a state belongs to: a run may come back to the same state in a later one. */
  static int attempt(RunState state) {
    return switch (state) {
      case RunState.Queued queued -> queued.attempts();
      case RunState.Dispatching dispatching -> dispatching.attempt();
      case RunState.Running running -> running.attempt();
      case RunState.Closed closed -> throw new IllegalStateException("a closed run is final");
    };
  }

  static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
