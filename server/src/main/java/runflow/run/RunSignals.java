package runflow.run;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import runflow.id.RunId;

/**
 * Wakes the requests of this node that wait for a run to close. A run is known here only while
 * somebody waits for it. Safe for use by many threads.
 */
final class RunSignals {
  private final ConcurrentHashMap<RunId, Waiters> waiting = new ConcurrentHashMap<>();

  /** Looks whether a run is closed. */
  @FunctionalInterface
  interface Look {
    boolean closed() throws InterruptedException;
  }

  /** Those who wait for one run, and how many they are. */
  private record Waiters(CountDownLatch latch, int count) {
    static Waiters oneMore(@Nullable Waiters before) {
      return before == null
          ? new Waiters(new CountDownLatch(1), 1)
          : new Waiters(before.latch, before.count + 1);
    }

    @Nullable Waiters oneLess() {
      return count == 1 ? null : new Waiters(latch, count - 1);
    }
  }

  /** Tells every waiter of a run. */
  void closed(RunId id) {
    Waiters waiters = waiting.remove(id);
    if (waiters != null) {
      waiters.latch().countDown();
    }
  }

  /** Tells every waiter of every run, although their runs go on. */
  void wakeAll() {
    waiting.keySet().forEach(this::closed);
  }

  /**
   * Blocks until the run closes or the time is over.
   *
   * @param alreadyClosed asked once after the wait is registered, so that no close falls between
   */
  void await(RunId id, Duration longest, Look alreadyClosed) throws InterruptedException {
    CountDownLatch latch =
        waiting.merge(id, Waiters.oneMore(null), (before, one) -> Waiters.oneMore(before)).latch();
    try {
      if (!alreadyClosed.closed()) {
        latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      waiting.computeIfPresent(
          id, (run, waiters) -> waiters.latch().equals(latch) ? waiters.oneLess() : waiters);
    }
  }

  /** How many runs are waited for now. */
  int size() {
    return waiting.size();
  }
}
