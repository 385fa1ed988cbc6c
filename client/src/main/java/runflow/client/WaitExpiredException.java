package runflow.client;

import java.time.Duration;
import java.util.Optional;

/**
 * The bound of a wait passed while the run or the batch was still open. It goes on at the server.
 */
public final class WaitExpiredException extends RunflowException {
  private final Optional<Run> lastSeen;

  private WaitExpiredException(
      String what, Optional<String> status, Duration bound, Optional<Run> lastSeen) {
    super(
        "%s was still %s after %d seconds; it goes on at the server: ask for it again later"
            .formatted(what, status.orElse("not readable"), bound.toSeconds()),
        null);
    this.lastSeen = lastSeen;
  }

  static WaitExpiredException ofRun(String id, Duration bound, Optional<Run> lastSeen) {
    return new WaitExpiredException("run " + id, lastSeen.map(Run::statusCode), bound, lastSeen);
  }

  static WaitExpiredException ofBatch(String id, Duration bound, Optional<Batch> lastSeen) {
    return new WaitExpiredException(
        "batch " + id, lastSeen.map(Batch::statusCode), bound, Optional.empty());
  }

  /** The run as it was read last; empty when no read succeeded, and for a batch. */
  public Optional<Run> lastSeen() {
    return lastSeen;
  }
}
