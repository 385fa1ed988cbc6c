package runflow.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
import runflow.json.Json;

/** All SQL about runs. Every change of state repeats the old state and says whether it held. */
final class RunStore {
  /** Bytes, roughly. */
  private static final int MOST_REMEMBERED = 32 << 20;

  private static final Batches.Settings READS = new Batches.Settings("run-reads", 256, 2);
  private static final Batches.Settings HANDOVERS = new Batches.Settings("dispatch", 256, 2);

  private final Db db;
  private final Cache<RunId, Run> closed =
      Caffeine.newBuilder()
          .maximumWeight(MOST_REMEMBERED)
          .weigher((RunId id, Run run) -> weight(run))
          .build();
  private final Batches<RunId, Optional<Run>> reads;
  private final Batches<Handover, Boolean> handovers;

  RunStore(Db db) {
    this.db = db;
    this.reads = new Batches<>(READS, id -> id, this::read);
    this.handovers = new Batches<>(HANDOVERS, Handover::id, this::dispatch);
  }

  /** Writes new runs, all in the state {@code queued}. */
  void insert(Tx tx, List<AcceptRuns.Accepted> accepted) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into run
                      (id, org_id, key_id, livemode, model, model_version, provider, route, lane,
                       admitted, low, state, input, metadata, client_ref, callback_url, request_id,
                       source, price, cost_breakdown, created_at, deadline_at, caller_deadline_at,
                       batch_id, batch_index)
                    select id, org_id, key_id, livemode, model, version, provider, route, lane,
                      admitted, low, 'queued', input, metadata, client_ref, callback_url, request,
                      source, price, breakdown, created, deadline, caller_deadline, batch, place
                    from unnest(:ids, :orgs, :keys, :lives, :models, :versions, :providers, :routes,
                        :lanes, :admitted, :low, :inputs, :metadata, :client_refs, :callback_urls,
                        :requests, :sources, :prices, :breakdowns, :created, :deadlines,
                        :caller_deadlines, :batches, :places)
                      as accepted (id, org_id, key_id, livemode, model, version, provider, route,
                        lane, admitted, low, input, metadata, client_ref, callback_url, request,
                        source, price, breakdown, created, deadline, caller_deadline, batch, place)
                    """),
            accepted)
        .uuid("ids", one -> one.run().id().value())
        .uuid("orgs", one -> one.run().account().org().value())
        .uuid("keys", one -> one.run().key().value())
        .flag("lives", one -> one.run().account().livemode())
        .text("models", one -> one.run().order().model())
        .text("versions", one -> one.run().pinned().modelVersion())
        .text("providers", one -> one.run().pinned().provider())
        .text("routes", one -> one.run().pinned().route())
        .text("lanes", one -> one.run().pinned().lane())
        .flag("admitted", AcceptRuns.Accepted::admitted)
        .flag("low", one -> one.candidate().priority() == Priority.LOW)
        .text("inputs", one -> one.run().order().input())
        .optionalText("metadata", one -> one.run().order().metadata())
        .optionalText("client_refs", one -> one.run().order().clientRef())
        .optionalText("callback_urls", one -> one.run().order().callbackUrl())
        .text("requests", one -> one.run().order().requestId())
        .text("sources", one -> one.run().order().source())
        .number("prices", one -> one.run().pinned().price().micros())
        .text("breakdowns", one -> one.run().pinned().costBreakdown())
        .time("created", one -> one.run().timeline().createdAt())
        .time("deadlines", one -> one.run().timeline().deadlineAt())
        .optionalTime("caller_deadlines", one -> one.run().timeline().callerDeadlineAt())
        .optionalUuid(
            "batches", one -> one.run().order().membership().map(place -> place.batch().value()))
        .optionalNumber("places", one -> place(one.run()))
        .done()
        .execute();
  }

  private static OptionalInt place(Run run) {
    return run.order().membership().stream().mapToInt(Run.Membership::index).findFirst();
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
            .bind("now", time(now))
            .bind("deadline", time(deadline))
            .execute()
        == 1;
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

  /**
   * Closes open runs.
   *
   * @return those that were still as their ending says
   */
  Set<RunId> finish(Tx tx, List<FinishRun.Ending> endings) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    update run set state = ending.to_state, completed_at = ending.now,
                      billed = ending.billed, output = ending.output, failure_code = ending.code,
                      failure_message = ending.message, failure_stage = ending.stage,
                      progress = case when ending.to_state = 'succeeded' then 100 else progress end
                    from unnest(:ids, :attempts, :froms, :tos, :nows, :billed, :outputs, :codes,
                        :messages, :stages)
                      as ending (id, attempt, from_state, to_state, now, billed, output, code,
                        message, stage)
                    where run.id = ending.id and state = ending.from_state
                      and run.attempt = ending.attempt
                    returning run.id
                    """),
            endings)
        .uuid("ids", ending -> ending.before().id().value())
        .number("attempts", ending -> attempt(ending.before().state()))
        .text("froms", ending -> ending.before().state().code())
        .text("tos", ending -> ending.to().code())
        .optionalTime("nows", ending -> ending.after().timeline().completedAt())
        .number("billed", ending -> ending.after().cost().micros())
        .optionalText("outputs", ending -> output(ending.to()))
        .optionalText("codes", ending -> failure(ending.to()).map(failure -> failure.code().name()))
        .optionalText("messages", ending -> message(ending.to()))
        .optionalText(
            "stages", ending -> failure(ending.to()).map(failure -> RunRow.code(failure.stage())))
        .done()
        .mapTo(UUID.class)
        .map(RunId::new)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Optional<String> output(RunState.Closed state) {
    return state instanceof RunState.Succeeded succeeded
        ? Optional.of(Json.text(succeeded.output()))
        : Optional.empty();
  }

  private static Optional<RunState.Failure> failure(RunState.Closed state) {
    return state instanceof RunState.Failed failed
        ? Optional.of(failed.failure())
        : Optional.empty();
  }

  private static Optional<String> message(RunState.Closed state) {
    return switch (state) {
      case RunState.Failed failed -> Optional.of(failed.failure().message());
      case RunState.Canceled canceled -> canceled.owing();
      case RunState.Succeeded succeeded -> Optional.empty();
    };
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
}
