package runflow.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failed attempt of a delivery: a list, each wait made up to a tenth
 * longer by chance so that what failed together is not repeated together.
 */
final class RetrySchedule {
  private static final double JITTER = 0.1;

  private final List<Duration> waits;
  private final RandomGenerator random;

  RetrySchedule(List<Duration> waits, RandomGenerator random) {
    this.waits = List.copyOf(waits);
    this.random = random;
  }

  /** Attempts of a delivery that never succeeds. */
  int attempts() {
    return waits.size() + 1;
  }

  /**
   * The wait after a failed attempt; empty if it was the last.
   *
   * @param attempt 1 for the first
   */
  Optional<Duration> waitAfter(int attempt) {
    if (attempt > waits.size()) {
      return Optional.empty();
    }
    Duration wait = waits.get(attempt - 1);
    return Optional.of(wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble())));
  }
}
