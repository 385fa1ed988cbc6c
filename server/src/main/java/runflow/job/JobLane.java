package runflow.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;

/**
 * One kind of durable work with a table, a bound on what runs at once and a handler of its own. A
 * job is a row with an id; it is written in the transaction that makes it necessary and removed
 * after its last step.
 *
 * <p>Every lane has its own table because a scheduler deletes, after 14 days, rows of tasks it does
 * not know. A node that starts first releases what its former self had picked, so work resumes at
 * once after a crash; work of another node resumes when its heartbeats stop. Safe for use by many
 * threads.
 */
public final class JobLane implements AutoCloseable {
  private static final Duration POLLING = Duration.ofMillis(200);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 6;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final int MOST_ENDS_AT_ONCE = 512;

  private final Db db;
  private final NodeName node;
  private final Settings settings;
  private final InstantSource clock;
  private final Batches<String, Boolean> ends;
  private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

  /**
   * What makes a lane.
   *
   * @param name of the work; the table is {@code job_<name>}
   * @param threads most jobs at a time on this node
   * @param drain how long running jobs get when the lane closes, before they are interrupted
   */
  public record Settings(String name, int threads, Duration drain) {
    public Settings {
      if (!name.matches("[a-z]+")) {
        throw new IllegalArgumentException("a lane's name is one lower-case word, not " + name);
      }
    }

    String table() {
      return "job_" + name;
    }
  }

  /**
   * A lane that is not started yet.
   *
   * @param db for what the lane does by itself; a job is repeated if the end of a step is lost
   */
  public JobLane(Db db, NodeName node, Settings settings, InstantSource clock) {
    this.db = db;
    this.node = node;
    this.settings = settings;
    this.clock = clock;
    this.ends =
        new Batches<>(
            new Batches.Settings(settings.name() + "-ends", MOST_ENDS_AT_ONCE, 1),
            id -> id,
            this::remove);
  }

  /**
   * Writes jobs in the caller's transaction; they start once it has committed. An id that has a job
   * keeps it.
   */
  public void enqueue(Tx tx, Collection<UUID> ids, Instant at) {
    if (ids.isEmpty()) {
      return;
    }
    tx.sql()
        .createUpdate(
            """
            insert into %s (task_name, task_instance, execution_time, picked, version)
            select :task, id::text, :at, false, 1 from unnest(:ids::uuid[]) id
            on conflict do nothing
            """
                .formatted(settings.table()))
        .bind("task", settings.name())
        .bindArray("ids", UUID.class, ids)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .execute();
    tx.afterCommit(this::lookNow);
  }

  /** Makes a waiting job due now; one that is running or gone is left alone. */
  public void wake(UUID id) {
    int woken =
        db.query(
            sql ->
                sql.createUpdate(
                        """
                        update %s set execution_time = :now, version = version + 1
                        where task_name = :task and task_instance = :id
                          and not picked and execution_time > :now
                        """
                            .formatted(settings.table()))
                    .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .bind("task", settings.name())
                    .bind("id", id.toString())
                    .execute());
    if (woken > 0) {
      lookNow();
    }
  }

  /** A job that was taken out of its lane, as {@link #take} left it. */
  public record Taken(UUID id, long version) {}

  /**
   * Takes a waiting job out of the lane: none of its steps runs until it is given back or, if this
   * node dies before that, until its heartbeats have been missed.
   *
   * @return empty if the job is running, taken or gone
   */
  public Optional<Taken> take(UUID id) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    update %s set picked = true, picked_by = :node, last_heartbeat = :now,
                      version = version + 1
                    where task_name = :task and task_instance = :id and not picked
                    returning version
                    """
                        .formatted(settings.table()))
                .bind("node", node.value())
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind("task", settings.name())
                .bind("id", id.toString())
                .mapTo(Long.class)
                .findOne()
                .map(version -> new Taken(id, version)));
  }

  /** Puts a job back that {@link #take} took; its next step is due now. */
  public void giveBack(Taken taken) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update %s set picked = false, picked_by = null, last_heartbeat = null,
                      execution_time = :now, version = version + 1
                    where task_name = :task and task_instance = :id and version = :version
                    """
                        .formatted(settings.table()))
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind("task", settings.name())
                .bind("id", taken.id().toString())
                .bind("version", taken.version())
                .execute());
    lookNow();
  }

  /** Starts to take jobs. The recurring work, if any, is done by one of the nodes at a time. */
  public void start(Job job, Optional<Recurring> recurring) {
    releaseFormerSelf();
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(
        Tasks.custom(settings.name(), Void.class)
            .onDeadExecutionRevive()
            .onFailure(this::tryLater)
            .execute((instance, context) -> step(job, UUID.fromString(instance.getId()))));
    Optional<Task<Void>> extra = recurring.map(this::recurringTask);
    extra.ifPresent(tasks::add);
    Scheduler built =
        Scheduler.create(db.dataSource(), tasks)
            .tableName(settings.table())
            .schedulerName(new SchedulerName.Fixed(node.value()))
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .threads(settings.threads())
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(POLLING)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(settings.drain())
            .build();
    scheduler.set(built);
    extra.ifPresent(
        task -> built.scheduleIfNotExists(task.instance(task.getName()), clock.instant()));
    built.start();
  }

  /** Whether jobs are taken: after the start and before the end. */
  public boolean running() {
    return scheduler.get() != null;
  }

  /** Takes no more jobs, gives running ones the drain time, then interrupts them. */
  @Override
  public void close() {
    Scheduler running = scheduler.getAndSet(null);
    if (running != null) {
      running.stop();
    }
  }

  private com.github.kagkarlsson.scheduler.task.CompletionHandler<Void> step(Job job, UUID id) {
    NextStep next;
    try {
      next = job.run(id);
    } catch (InterruptedException e) {
      next = NextStep.again(clock.instant());
    }
    return switch (next) {
      case NextStep.Done done -> (complete, operations) -> end(id);
      case NextStep.Again again ->
          (complete, operations) -> operations.reschedule(complete, again.at());
    };
  }

  /** Many jobs that end at the same time are removed by one statement. */
  private void end(UUID id) {
    try {
      ends.call(id.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A job that another node has revived meanwhile is that node's to end. */
  private List<Boolean> remove(List<String> ids) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    delete from %s
                    where task_name = :task and task_instance = any(:ids) and picked_by = :node
                    """
                        .formatted(settings.table()))
                .bind("task", settings.name())
                .bindArray("ids", String.class, ids)
                .bind("node", node.value())
                .execute());
    return Collections.nCopies(ids.size(), true);
  }

  private void tryLater(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    int failures = complete.getExecution().consecutiveFailures;
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 6));
    operations.reschedule(
        complete, clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
  }

  private Task<Void> recurringTask(Recurring recurring) {
    var pace = FixedDelay.of(recurring.interval());
    return Tasks.custom(recurring.name(), Void.class)
        .onDeadExecutionRevive()
        .onFailure(this::tryLater)
        .execute(
            (instance, context) -> {
              recurring.work().run();
              return (complete, operations) ->
                  operations.reschedule(complete, pace.getNextExecutionTime(complete));
            });
  }

  private void releaseFormerSelf() {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update %s set picked = false, picked_by = null, last_heartbeat = null,
                      version = version + 1
                    where picked and picked_by = :node
                    """
                        .formatted(settings.table()))
                .bind("node", node.value())
                .execute());
  }

  private void lookNow() {
    Scheduler running = scheduler.get();
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }
}
