package runflow.crash;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting, with a bound, for something that shows itself only to somebody who looks. */
final class Patience {
  private static final Duration LOOK = Duration.ofMillis(50);

  private Patience() {}

  /**
   * Looks until a condition holds.
   *
   * @param what completes "it was not so that …"
   * @throws AssertionError if it does not hold in time
   */
  static void until(Duration bound, String what, Callable<Boolean> condition) throws Exception {
    if (!holdsWithin(bound, condition)) {
      throw new AssertionError("within %s it was not so that %s".formatted(bound, what));
    }
  }

  /** Whether a condition comes to hold within the bound. */
  static boolean holdsWithin(Duration bound, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(LOOK);
    }
    return true;
  }

  /** Lets a moment pass between two tries. */
  static void pause(Duration moment) throws InterruptedException {
    LockSupport.parkNanos(moment.toNanos());
    if (Thread.interrupted()) {
      throw new InterruptedException("told to stop while waiting");
    }
  }
}
