package runflow.signal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the signals: lets every receiver read the database again, at a pace and at once
 * when asked. Safe for use by many threads.
 */
final class Rereads implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rereads.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final List<SignalReceiver> receivers;
  private final Supplier<Duration> pace;
  private final Semaphore asked = new Semaphore(0);
  private final Worker worker;

  /**
   * Starts.
   *
   * @param pace the longest time to the next reading, asked before each
   */
  Rereads(List<SignalReceiver> receivers, Supplier<Duration> pace) {
    this.receivers = receivers;
    this.pace = pace;
    this.worker = Worker.start("signal-rereads", this::work);
  }

  /** Reads again soon, whatever the pace; never blocks. */
  void now() {
    asked.release();
  }

  private void work() {
    boolean failing = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (asked.tryAcquire(pace.get().toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
        failing = !reread(failing);
      }
    } catch (InterruptedException e) {
      log.debug("no more reading: the node stops");
    }
  }

  private boolean reread(boolean told) {
    try {
      receivers.forEach(SignalReceiver::reread);
      return true;
    } catch (RuntimeException e) {
      if (!told) {
        log.warn("waits could not be read again; the next pass tries: {}", e.toString());
      }
      return false;
    }
  }

  /** Ends at once. Idempotent. */
  @Override
  public void close() {
    worker.end(LONGEST_END);
  }
}
