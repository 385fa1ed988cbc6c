package runflow.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How one job lane works. Safe for use by many threads. */
public final class LaneMetrics {
  private final AtomicInteger running = new AtomicInteger();
  private final Timer worked;
  private final Timer failed;

  LaneMetrics(MeterRegistry registry, String lane, int slots) {
    Gauge.builder("runflow.jobs.running", running, AtomicInteger::get)
        .description("Jobs of a lane that this node works on.")
        .tag("lane", lane)
        .register(registry);
    Gauge.builder("runflow.jobs.slots", () -> slots)
        .description("Most jobs of a lane that this node works on at a time.")
        .tag("lane", lane)
        .register(registry);
    this.worked = timer(registry, lane, "worked");
    this.failed = timer(registry, lane, "failed");
  }

  /** Counts a job as running until the step is closed. */
  public Step begin() {
    running.incrementAndGet();
    return new Step();
  }

  private static Timer timer(MeterRegistry registry, String lane, String outcome) {
    return Timers.ofWork("runflow.job.step.duration", "Steps of jobs; a failed one is repeated.")
        .tags("lane", lane, "outcome", outcome)
        .register(registry);
  }

  /** One step of a job, used by one thread; one that is closed before it has worked has failed. */
  public final class Step implements AutoCloseable {
    private final long begun = System.nanoTime();
    private boolean hasWorked;

    /** Says that the step did what it had to. */
    public void worked() {
      hasWorked = true;
    }

    @Override
    public void close() {
      running.decrementAndGet();
      (hasWorked ? worked : failed).record(Duration.ofNanos(System.nanoTime() - begun));
    }
  }
}
