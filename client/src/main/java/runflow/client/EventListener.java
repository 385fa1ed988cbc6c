package runflow.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A program that fetches events, as the server knows it. What happens after it was registered waits
 * for it, however often it connects anew, as long as it asks at least every quarter of an hour.
 *
 * @param plainSecret {@code whsec_…}, which signs its events; present only in the answer that
 *     registered it
 */
public record EventListener(String id, Optional<String> plainSecret, Optional<Instant> expiresAt) {
  /** Leaves the secret out, so that it cannot slip into a log. */
  @Override
  public String toString() {
    return "EventListener[id=" + id + "]";
  }
}
