package runflow.callback;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A payload with the ids that go with it.
 *
 * @param id the {@code webhook-id}
 * @param requestId of the request that led to it
 */
public record SignedMessage(String id, String requestId, byte[] payload) {
  /**
   * Every header of one attempt.
   *
   * @param current makes {@code Runflow-Signature}
   * @param live each makes an entry of {@code webhook-signature}
   */
  public Map<String, String> headers(
      Instant now, Optional<SigningSecret> current, List<SigningSecret> live) {
    long timestamp = now.getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Runflow-Request-Id", requestId);
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    current.ifPresent(secret -> headers.put("Runflow-Signature", secret.bodySignature(payload)));
    if (!live.isEmpty()) {
      headers.put(
          "webhook-signature",
          live.stream()
              .map(secret -> secret.webhookSignature(id, timestamp, payload))
              .collect(Collectors.joining(" ")));
    }
    return headers;
  }
}
