package runflow.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event as a webhook would get it.
 *
 * @param eventTypeCode e.g. {@code run.completed}
 * @param payloadBytes the body, whose UTF-8 bytes are signed
 * @param headers to send with it, signatures among them
 */
public record ListenedEvent(
    String id,
    String eventTypeCode,
    String payloadBytes,
    Map<String, String> headers,
    Optional<Instant> createdAt) {
  public ListenedEvent {
    headers = Map.copyOf(headers);
  }
}
