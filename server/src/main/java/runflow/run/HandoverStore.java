package runflow.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.db.Batches;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;

/** SQL that records which attempt at a run begins; one attempt begins once. */
final class HandoverStore {
  private static final Batches.Settings HANDOVERS = new Batches.Settings("dispatch", 256, 2);

  private final Db db;
  private final Batches<Handover, Boolean> handovers;

  HandoverStore(Db db) {
    this.db = db;
    this.handovers = new Batches<>(HANDOVERS, Handover::id, this::dispatch);
  }

  /** A run that is about to be handed over, as it was read. */
  private record Handover(Run run, RunState.Queued from, Instant now, Instant deadline) {
    RunId id() {
      return run.id();
    }
  }

  /**
   * Records that the run is about to be handed over; false if it was moved to another route or is
   * queued no more.
   */
  boolean dispatch(Run run, RunState.Queued from, Instant now, Instant deadline)
      throws InterruptedException {
    return handovers.call(new Handover(run, from, now, deadline));
  }

  /** What an attempt is known by. */
  private record AttemptOf(UUID run, int number) {}

  private List<Boolean> dispatch(List<Handover> handovers) {
    Set<AttemptOf> begun =
        db.query(
            sql ->
                Columns.bind(
                        sql.createQuery(
                            """
                            update run set state = 'dispatching', attempt = handover.attempt,
                              started_at = coalesce(started_at, handover.now),
                              dispatched_at = case when started_at is not null
                                then handover.now end,
                              running_at = null, deadline_at = handover.deadline
                            from unnest(:ids, :attempts, :befores, :providers, :routes, :nows,
                                :deadlines)
                              as handover (id, attempt, before, provider, route, now, deadline)
                            where run.id = handover.id and state = 'queued' and admitted
                              and run.attempt = handover.before
                              and run.provider = handover.provider and run.route = handover.route
                            returning run.id, run.attempt
                            """),
                        handovers)
                    .uuid("ids", handover -> handover.id().value())
                    .number("attempts", handover -> handover.from().dispatch().attempt())
                    .number("befores", handover -> handover.from().attempts())
                    .text("providers", handover -> handover.run().pinned().provider())
                    .text("routes", handover -> handover.run().pinned().route())
                    .time("nows", Handover::now)
                    .time("deadlines", Handover::deadline)
                    .done()
                    .map(
                        (row, context) ->
                            new AttemptOf(row.getObject("id", UUID.class), row.getInt("attempt")))
                    .collect(Collectors.toCollection(HashSet::new)));
    // Removed, so that of two that want the same attempt only one has it.
    return handovers.stream()
        .map(
            handover ->
                begun.remove(
                    new AttemptOf(handover.id().value(), handover.from().dispatch().attempt())))
        .toList();
  }

  /** As the other one, in a transaction that holds something for the handover. */
  boolean dispatch(Tx tx, Run run, RunState.Queued from, Instant now, Instant deadline) {
    return tx.sql()
            .createUpdate(
                """
                update run set state = 'dispatching', attempt = :attempt,
                  started_at = coalesce(started_at, :now),
                  dispatched_at = case when started_at is not null then :now end,
                  running_at = null, deadline_at = :deadline
                where id = :id and state = 'queued' and admitted and attempt = :before
                  and provider = :provider and route = :route
                """)
            .bind("id", run.id().value())
            .bind("provider", run.pinned().provider())
            .bind("route", run.pinned().route())
            .bind("attempt", from.dispatch().attempt())
            .bind("before", from.attempts())
            .bind("now", RunStore.time(now))
            .bind("deadline", RunStore.time(deadline))
            .execute()
        == 1;
  }
}
