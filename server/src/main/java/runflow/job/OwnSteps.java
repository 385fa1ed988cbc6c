package runflow.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First steps of jobs that were written as this node's own, so that no scheduler picks them. Tells
 * the table of those that take long that this node lives. Safe for use by many threads.
 */
final class OwnSteps {
  private static final Logger log = LoggerFactory.getLogger(OwnSteps.class);

  /** For steps that were interrupted to write their end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final JobTable table;
  private final Duration heartbeat;
  private final InstantSource clock;
  private final Consumer<UUID> work;
  private final Set<Begun> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService heart;

  /** A step of which nobody has heard the end; two of one job differ in their time. */
  private record Begun(UUID id, Instant at) {}

  /**
   * Ready for steps.
   *
   * @param work makes one step and writes its end
   */
  OwnSteps(JobTable table, Duration heartbeat, InstantSource clock, Consumer<UUID> work) {
    this.table = table;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.work = work;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name(table.name() + "-heart").factory());
    long pace = heartbeat.toMillis();
    // It ends with the heart, and a beat never fails.
    ScheduledFuture<?> ignored =
        heart.scheduleWithFixedDelay(this::beat, pace, pace, TimeUnit.MILLISECONDS);
  }

  /** Begins a job's step on a thread of its own; false if this node takes no more. */
  boolean begin(UUID id) {
    var begun = new Begun(id, clock.instant());
    underWay.add(begun);
    try {
      threads.execute(() -> run(begun));
      return true;
    } catch (RejectedExecutionException closing) {
      underWay.remove(begun);
      return false;
    }
  }

  private void run(Begun begun) {
    try {
      work.accept(begun.id());
    } finally {
      underWay.remove(begun);
    }
  }

  /** A job begins with a heartbeat, so the many that are done before the next one need none. */
  private void beat() {
    Instant now = clock.instant();
    Instant old = now.minus(heartbeat);
    List<UUID> slow =
        underWay.stream().filter(begun -> !begun.at().isAfter(old)).map(Begun::id).toList();
    if (slow.isEmpty()) {
      return;
    }
    try {
      table.beat(slow, now);
    } catch (RuntimeException e) {
      log.warn(
          "{}: the heartbeats of {} jobs are late: {}", table.name(), slow.size(), e.toString());
    }
  }

  /** Begins nothing more. */
  void stopTaking() {
    threads.shutdown();
  }

  /** Gives steps time to end, then interrupts them. */
  void close(Duration time) {
    stopTaking();
    if (!ended(time)) {
      threads.shutdownNow();
      ended(LAST_WORDS);
    }
    heart.shutdownNow();
  }

  private boolean ended(Duration time) {
    try {
      return threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
