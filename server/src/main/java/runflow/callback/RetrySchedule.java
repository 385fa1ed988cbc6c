package runflow.callback;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runflow.outbound.PostResult;
import runflow.outbound.Trouble;

/**
 * When a failed attempt is followed by another (seed: three attempts, 1 s and 2 s apart, on 5xx and
 * network errors only).
 */
final class RetrySchedule {
  private static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

  static final int MAX_ATTEMPTS = WAITS.size() + 1;

  private RetrySchedule() {}

  /** How long to wait after the attempt with this number; empty if it was the last. */
  static Optional<Duration> waitAfter(int attempt, PostResult result) {
    return retryable(result) && attempt < MAX_ATTEMPTS
        ? Optional.of(WAITS.get(attempt - 1))
        : Optional.empty();
  }

  private static boolean retryable(PostResult result) {
    return switch (result) {
      case PostResult.Answered answered -> answered.status() >= 500;
      case PostResult.NoAnswer noAnswer -> noAnswer.kind() != Trouble.REFUSED_BY_POLICY;
    };
  }
}
