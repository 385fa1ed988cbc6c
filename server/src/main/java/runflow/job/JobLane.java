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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.metric.LaneMetrics;
import runflow.metric.Metrics;

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
  private static final Logger log = LoggerFactory.getLogger(JobLane.class);
  private static final Duration POLLING = Duration.ofMillis(200);

  /** Work of a node that died goes on after the heartbeats missed and one more look. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  private static final int MISSED_HEARTBEATS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofMillis(500);
  private static final int MOST_ENDS_AT_ONCE = 512;

  private final DataSource connections;
  private final JobTable table;
  private final NodeName node;
  private final String name;
  private final int threads;
  private final Duration drain;
  private final LaneMetrics metrics;
  private final InstantSource clock;
  private final Batches<JobTable.Ended, Boolean> ends;
  private final Runnable elsewhere;
  private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

  /**
   * Where lanes work.
   *
   * @param db for what they do by themselves; a job is repeated if the end of a step is lost
   * @param drain how long running jobs get when a lane closes, before they are interrupted
   */
  public record Workplace(
      Db db, NodeName node, Metrics metrics, Duration drain, InstantSource clock) {}

  /**
   * A lane that is not started yet.
   *
   * @param name of the work, one lower-case word; the table is {@code job_<name>}
   * @param threads most jobs at a time on this node
   * @param elsewhere tells other nodes of a due job while this one takes none; must not block
   */
  public JobLane(Workplace workplace, String name, int threads, Runnable elsewhere) {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException("a lane's name is one lower-case word, not " + name);
    }
    this.connections = workplace.db().dataSource();
    this.table = new JobTable(workplace, name);
    this.node = workplace.node();
    this.drain = workplace.drain();
    this.clock = workplace.clock();
    this.name = name;
    this.threads = threads;
    this.metrics = workplace.metrics().lane(name, threads);
    this.elsewhere = elsewhere;
    this.ends =
        new Batches<>(
            new Batches.Settings(name + "-ends", MOST_ENDS_AT_ONCE, 1),
            JobTable.Ended::id,
            steps -> {
              table.end(steps);
              return Collections.nCopies(steps.size(), true);
            });
  }

  public String name() {
    return name;
  }

  /**
   * Writes jobs in the caller's transaction; they start once it has committed. An id that has a job
   * keeps it.
   */
  public void enqueue(Tx tx, Collection<UUID> ids, Instant at) {
    if (ids.isEmpty()) {
      return;
    }
    table.insert(tx, ids, at);
    tx.afterCommit(this::tell);
  }

  /**
   * As {@link #enqueue} for now, but an id whose job waits for a later time has it made due, in the
   * same transaction. A job that is running is left alone: its step must see to it that it finds
   * what this transaction wrote.
   *
   * @param ids in an order that all callers share
   */
  public void enqueueDue(Tx tx, List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    if (table.insert(tx, ids, now) < ids.size()) {
      table.advance(tx, ids, now);
    }
    tx.afterCommit(this::tell);
  }

  /**
   * Takes the job of the step that calls this out of the lane in the step's own transaction, so
   * that the same transaction or a later one may {@link #enqueue} the id afresh. The step ends with
   * {@link NextStep#left}.
   */
  public void leave(Tx tx, UUID id) {
    table.delete(tx, id);
  }

  /** Makes a waiting job due now; one that is running or gone is left alone. */
  public void wake(UUID id) {
    if (table.makeDue(id)) {
      tell();
    }
  }

  /**
   * Makes those of many jobs due now that would be due soon by themselves.
   *
   * @return whether one of them will run at once or has just begun
   */
  public boolean hasten(Collection<UUID> ids, Duration soon) {
    boolean some = table.hasten(ids, soon);
    if (some) {
      tell();
    }
    return some;
  }

  /**
   * Puts those of many jobs that are due in front of all others; one that is running or gone is
   * left alone.
   *
   * @return whether there is such a one
   */
  public boolean putFirst(Collection<UUID> ids) {
    return table.putFirst(ids);
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
    return table.take(id);
  }

  /** Puts a job back that {@link #take} took; its next step is due now. */
  public void giveBack(Taken taken) {
    table.giveBack(taken);
    tell();
  }

  /** Starts to take jobs. The recurring work, if any, is done by one of the nodes at a time. */
  public void start(Job job, Optional<Recurring> recurring) {
    table.releaseFormerSelf();
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(
        Tasks.custom(name, Void.class)
            .onDeadExecutionRevive()
            .onFailure(this::tryLater)
            .execute(
                (instance, context) -> {
                  Optional<JobTable.Ended> ended =
                      step(
                          job,
                          UUID.fromString(instance.getId()),
                          context.getExecution().consecutiveFailures);
                  return (complete, operations) -> ended.ifPresent(this::end);
                }));
    Optional<Task<Void>> extra = recurring.map(this::recurringTask);
    extra.ifPresent(tasks::add);
    Scheduler built =
        Scheduler.create(connections, tasks)
            .tableName(table.name())
            .schedulerName(new SchedulerName.Fixed(node.value()))
            .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .threads(threads)
            .pollUsingLockAndFetch(0.5, 1.0)
            .pollingInterval(POLLING)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(drain)
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

  /** Empty if the job has left the lane. */
  private Optional<JobTable.Ended> step(Job job, UUID id, int failuresBefore) {
    try (LaneMetrics.Step step = metrics.begin()) {
      NextStep next = job.run(id);
      step.worked();
      return switch (next) {
        case NextStep.Left left -> Optional.empty();
        case NextStep.Done done -> Optional.of(new JobTable.Ended(id, Optional.empty(), 0));
        case NextStep.Again again ->
            Optional.of(new JobTable.Ended(id, Optional.of(again.at()), 0));
      };
    } catch (InterruptedException e) {
      return Optional.of(new JobTable.Ended(id, Optional.of(clock.instant()), failuresBefore));
    } catch (RuntimeException e) {
      Instant next = clock.instant().plus(pause(failuresBefore));
      log.error("{} {}: a step broke and is taken again at {}", name, id, next, e);
      return Optional.of(new JobTable.Ended(id, Optional.of(next), failuresBefore + 1));
    }
  }

  /**
   * Writes how a step ended, however long the database is away: a job whose end is not written
   * stays picked by this node, and nobody takes it.
   */
  private void end(JobTable.Ended step) {
    boolean first = true;
    while (true) {
      try {
        ends.call(step);
        if (step.again().filter(at -> !at.isAfter(clock.instant())).isPresent()) {
          lookNow();
        }
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (!running()) {
          return;
        }
        if (first) {
          log.warn(
              "{} {}: the end of its step is written later: {}", name, step.id(), e.toString());
          first = false;
        }
        LockSupport.parkNanos(PAUSE_WITHOUT_DATABASE.toNanos());
      }
    }
  }

  private void tryLater(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    operations.reschedule(
        complete, clock.instant().plus(pause(complete.getExecution().consecutiveFailures)));
  }

  private static Duration pause(int failures) {
    Duration pause = Duration.ofSeconds(1L << Math.min(failures, 6));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
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

  /** Looks for due jobs at once, if this node takes jobs. */
  public void lookNow() {
    Scheduler running = scheduler.get();
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }

  private void tell() {
    if (running()) {
      lookNow();
    } else {
      elsewhere.run();
    }
  }
}
