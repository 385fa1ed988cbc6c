package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a run must have moved on. What its caller asked for can only shorten the rest. */
record Deadlines(Duration longestQueue) {
  /** The end of its wait in the queue. */
  Instant queue(Instant createdAt, Optional<Instant> callers) {
    return earlier(createdAt.plus(longestQueue), callers);
  }

  /** The end of its execution, once it is dispatched. */
  Instant execution(Instant dispatchedAt, Duration executionTime, Optional<Instant> callers) {
    return earlier(dispatchedAt.plus(executionTime), callers);
  }

  private static Instant earlier(Instant own, Optional<Instant> callers) {
    return callers.filter(own::isAfter).orElse(own);
  }
}
