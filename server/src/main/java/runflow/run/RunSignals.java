package runflow.run;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import runflow.id.RunId;

/** Wakes the requests of this node that wait for a run to close. Safe for use by many threads. */
final class RunSignals {
  private final ConcurrentHashMap<RunId, CountDownLatch> waiting = new ConcurrentHashMap<>();

  /** Tells every waiter of a run. */
  void closed(RunId id) {
    CountDownLatch latch = waiting.remove(id);
    if (latch != null) {
      latch.countDown();
    }
  }

  /**
   * Blocks until the run closes or the time is over.
   *
   * @param alreadyClosed asked once after the wait is registered, so that no close falls between
   */
  void await(RunId id, Duration longest, BooleanSupplier alreadyClosed)
      throws InterruptedException {
    CountDownLatch latch = waiting.computeIfAbsent(id, run -> new CountDownLatch(1));
    if (alreadyClosed.getAsBoolean()) {
      closed(id);
      return;
    }
    latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }
}
