package runflow.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.RunId;
import runflow.json.Json;

/** All SQL about runs. Every change of state repeats the old state and says whether it held. */
final class RunStore {
  private final Db db;

  RunStore(Db db) {
    this.db = db;
  }

  /** Writes new runs, all in the state {@code queued}. */
  void insert(Tx tx, List<Run> runs) {
    PreparedBatch batch =
        tx.sql()
            .prepareBatch(
                """
                insert into run
                  (id, org_id, key_id, livemode, model, model_version, provider, route, state, input,
                   metadata, client_ref, callback_url, request_id, source, price, cost_breakdown,
                   created_at, deadline_at, caller_deadline_at)
                values
                  (:id, :org, :key, :live, :model, :version, :provider, :route, 'queued', :input,
                   :metadata, :client_ref, :callback_url, :request, :source, :price, :breakdown,
                   :created, :deadline, :caller_deadline)
                """);
    for (Run run : runs) {
      batch
          .bind("id", run.id().value())
          .bind("org", run.account().org().value())
          .bind("key", run.key().value())
          .bind("live", run.account().livemode())
          .bind("model", run.order().model())
          .bind("version", run.pinned().modelVersion())
          .bind("provider", run.pinned().provider())
          .bind("route", run.pinned().route())
          .bind("input", run.order().input())
          .bind("metadata", run.order().metadata().orElse(null))
          .bind("client_ref", run.order().clientRef().orElse(null))
          .bind("callback_url", run.order().callbackUrl().orElse(null))
          .bind("request", run.order().requestId())
          .bind("source", run.order().source())
          .bind("price", run.pinned().price().micros())
          .bind("breakdown", run.pinned().costBreakdown())
          .bind("created", time(run.timeline().createdAt()))
          .bind("deadline", time(run.timeline().deadlineAt()))
          .bind("caller_deadline", time(run.timeline().callerDeadlineAt()))
          .add();
    }
    batch.execute();
  }

  Optional<Run> find(RunId id) {
    return db.query(
        sql ->
            sql.createQuery("select * from run where id = :id")
                .bind("id", id.value())
                .map(RunRow::read)
                .findOne());
  }

  /** A run of one account; another's is as good as none. */
  Optional<Run> find(RunId id, Account account) {
    return find(id).filter(run -> run.account().equals(account));
  }

  /** Records that the run is about to be handed over. */
  boolean dispatch(RunId id, RunState.Queued from, Instant now, Instant deadline) {
    RunState.Dispatching to = from.dispatch();
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        update run set state = 'dispatching', attempt = :attempt,
                          started_at = coalesce(started_at, :now), deadline_at = :deadline
                        where id = :id and state = 'queued' and attempt = :before
                        """)
                    .bind("id", id.value())
                    .bind("attempt", to.attempt())
                    .bind("before", from.attempts())
                    .bind("now", time(now))
                    .bind("deadline", time(deadline))
                    .execute()
                == 1);
  }

  /** Records that the provider took the run. */
  boolean accept(RunId id, RunState.Dispatching from, RunState.Running to) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        update run set state = 'running', provider_ref = :ref, progress = 0
                        where id = :id and state = 'dispatching' and attempt = :attempt
                        """)
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
                        update run set state = 'queued', attempt = :after, deadline_at = :deadline
                        where id = :id and state = 'dispatching' and attempt = :attempt
                        """)
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

  /** Closes an open run. */
  boolean finish(Tx tx, Run run, Run ended, RunState.Closed to) {
    RunOutput output = to instanceof RunState.Succeeded succeeded ? succeeded.output() : null;
    RunState.Failure failure = to instanceof RunState.Failed failed ? failed.failure() : null;
    String message = failure == null ? null : failure.message();
    if (to instanceof RunState.Canceled canceled) {
      message = canceled.owing().orElse(null);
    }
    return tx.sql()
            .createUpdate(
                """
                update run set state = :to, completed_at = :now, billed = :billed, output = :output,
                  failure_code = :code, failure_message = :message, failure_stage = :stage,
                  progress = case when :to = 'succeeded' then 100 else progress end
                where id = :id and state = :from and attempt = :attempt
                """)
            .bind("id", run.id().value())
            .bind("attempt", attempt(run.state()))
            .bind("from", run.state().code())
            .bind("to", to.code())
            .bind("now", time(ended.timeline().completedAt()))
            .bind("billed", ended.cost().micros())
            .bind("output", output == null ? null : Json.text(output))
            .bind("code", failure == null ? null : failure.code().name())
            .bind("message", message)
            .bind("stage", failure == null ? null : RunRow.code(failure.stage()))
            .execute()
        == 1;
  }

  /** Open runs whose deadline has passed, the most overdue first. */
  List<RunId> overdue(Instant now, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id from run where completed_at is null and deadline_at < :now
                    order by deadline_at limit :limit
                    """)
                .bind("now", time(now))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .map(RunId::new)
                .list());
  }

  /** The attempt that a state belongs to: a run may come back to the same state in a later one. */
  private static int attempt(RunState state) {
    return switch (state) {
      case RunState.Queued queued -> queued.attempts();
      case RunState.Dispatching dispatching -> dispatching.attempt();
      case RunState.Running running -> running.attempt();
      case RunState.Closed closed -> throw new IllegalStateException("a closed run is final");
    };
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(RunStore::time).orElse(null);
  }
}
