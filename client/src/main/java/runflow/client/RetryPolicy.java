package runflow.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides whether an attempt is worth repeating and after which pause. A request that is not
 * repeatable is sent again only where the server cannot have acted on it.
 */
final class RetryPolicy {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int retries;
  private final RandomGenerator random;

  RetryPolicy(int retries, RandomGenerator random) {
    this.retries = retries;
    this.random = random;
  }

  /**
   * The pause before the next attempt; empty when the outcome stands.
   *
   * @param attempt 0 for the first
   */
  Optional<Duration> pauseAfter(Outcome outcome, Ask ask, int attempt) {
    if (attempt >= retries) {
      return Optional.empty();
    }
    return switch (outcome) {
      case Outcome.Lost lost ->
          ask.repeatable() || !lost.connected() ? Optional.of(backoff(attempt)) : Optional.empty();
      case Outcome.Answered answer ->
          worthRepeating(answer, ask)
              ? Optional.of(answer.retryAfter().orElseGet(() -> backoff(attempt)))
                  .filter(pause -> pause.compareTo(LONGEST_PAUSE) <= 0)
              : Optional.empty();
    };
  }

  private static boolean worthRepeating(Outcome.Answered answer, Ask ask) {
    if (answer.status() == 429) {
      return true;
    }
    // A model without a provider stays without one until the operator configures it.
    return answer.status() >= 500
        && ask.repeatable()
        && !answer.error().code().equals("MODEL_UNAVAILABLE");
  }

  private Duration backoff(int attempt) {
    Duration full = FIRST_PAUSE.multipliedBy(1L << attempt);
    Duration capped = full.compareTo(LONGEST_PAUSE) < 0 ? full : LONGEST_PAUSE;
    return capped.dividedBy(2).plusMillis(random.nextLong(capped.toMillis() / 2 + 1));
  }
}
