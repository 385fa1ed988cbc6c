package runflow.client;

import java.time.Duration;
import java.util.Optional;

/** The bound of a wait passed while the run was still open. The run goes on at the server. */
public final class WaitExpiredException extends RunflowException {
  private final Optional<Run> lastSeen;

  WaitExpiredException(String runId, Duration bound, Optional<Run> lastSeen) {
    super(
        "run %s was still %s after %d seconds; it goes on at the server: ask for it again later"
            .formatted(
                runId, lastSeen.map(Run::statusCode).orElse("not readable"), bound.toSeconds()),
        null);
    this.lastSeen = lastSeen;
  }

  /** The run as it was read last; empty when no read succeeded. */
  public Optional<Run> lastSeen() {
    return lastSeen;
  }
}
