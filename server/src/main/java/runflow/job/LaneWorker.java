package runflow.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import runflow.metric.LaneMetrics;

/**
 * What works a lane off on this node: takes the jobs that are due, has the handler take their steps
 * and writes how these ended. Safe for use by many threads.
 *
 * <p>A node that starts first releases what its former self had picked, so work resumes at once
 * after a crash; work of another node resumes when its heartbeats stop.
 */
final class LaneWorker implements AutoCloseable {
  /** Logs as the lane, which is what operators know. */
  private static final Logger log = LoggerFactory.getLogger(JobLane.class);

  private static final Duration POLLING = Duration.ofMillis(200);

  /** Work of a node that died goes on after the heartbeats missed and one more look. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  private static final int MISSED_HEARTBEATS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofMillis(500);
  private static final int MOST_ENDS_AT_ONCE = 512;

  private final DataSource connections;
  private final NodeName node;
  private final Duration drain;
  private final InstantSource clock;
  private final String name;
  private final int threads;
  private final JobTable table;
  private final LaneMetrics metrics;
  private final Batches<JobTable.Ended, Boolean> ends;
  private final AtomicReference<@Nullable Scheduler> scheduler = new AtomicReference<>();

  /**
   * Takes no jobs yet.
   *
   * @param name of the lane
   * @param threads most jobs at a time
   */
  LaneWorker(JobLane.Workplace workplace, String name, int threads, JobTable table) {
    this.connections = workplace.db().dataSource();
    this.node = workplace.node();
    this.drain = workplace.drain();
    this.clock = workplace.clock();
    this.name = name;
    this.threads = threads;
    this.table = table;
    this.metrics = workplace.metrics().lane(name, threads);
    this.ends =
        new Batches<>(
            new Batches.Settings(name + "-ends", MOST_ENDS_AT_ONCE, 1),
            JobTable.Ended::id,
            steps -> {
              table.end(steps);
              return Collections.nCopies(steps.size(), true);
            });
  }

  void start(Job job, Optional<Recurring> recurring) {
    table.releaseFormerSelf();
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(
        Tasks.custom(name, Void.class)
            .onDeadExecutionRevive()
            .onFailure(this::tryLater)
            .execute(
                (instance, context) -> {
                  Optional<JobTable.Ended> ended = step(job, context.getExecution());
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

  boolean running() {
    return scheduler.get() != null;
  }

  void lookNow() {
    Scheduler running = scheduler.get();
    if (running != null) {
      running.triggerCheckForDueExecutions();
    }
  }

  @Override
  public void close() {
    Scheduler running = scheduler.getAndSet(null);
    if (running != null) {
      running.stop();
    }
  }

  /** Empty if the job has left the lane. */
  private Optional<JobTable.Ended> step(Job job, Execution picked) {
    UUID id = UUID.fromString(picked.taskInstance.getId());
    long version = picked.version;
    int failures = picked.consecutiveFailures;
    try (LaneMetrics.Step step = metrics.begin()) {
      NextStep next = job.run(id);
      step.worked();
      return switch (next) {
        case NextStep.Left left -> Optional.empty();
        case NextStep.Done done ->
            Optional.of(new JobTable.Ended(id, version, Optional.empty(), 0));
        case NextStep.Again again ->
            Optional.of(new JobTable.Ended(id, version, Optional.of(again.at()), 0));
      };
    } catch (InterruptedException e) {
      return Optional.of(new JobTable.Ended(id, version, Optional.of(clock.instant()), failures));
    } catch (RuntimeException e) {
      Instant next = clock.instant().plus(pause(failures));
      log.error("{} {}: a step broke and is taken again at {}", name, id, next, e);
      return Optional.of(new JobTable.Ended(id, version, Optional.of(next), failures + 1));
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
}
