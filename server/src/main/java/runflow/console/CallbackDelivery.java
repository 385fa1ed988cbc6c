package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.core.JacksonException;

/** A callback and its attempts. */
public record CallbackDelivery(
    String id,
    String callbackUrl,
    String payloadBytes,
    Optional<String> signingSecretId,
    boolean isAutomatic,
    String statusCode,
    Optional<String> failureDetail,
    int attemptCount,
    int maxAttempts,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    Optional<Instant> completedAt,
    List<Attempt> attempts) {

  /** One try; {@code createdAt} is when it had ended. */
  public record Attempt(
      int attemptNumber,
      Optional<Integer> statusCode,
      Optional<String> responseBody,
      long responseTimeMs,
      Optional<String> errorMessage,
      Instant createdAt) {

    public boolean answered() {
      return statusCode.isPresent();
    }

    /** Whether the receiver took it. */
    public boolean taken() {
      return statusCode.filter(code -> code >= 200 && code < 300).isPresent();
    }

    /** What came back, e.g. {@code HTTP 500} or why nothing did. */
    public String outcome() {
      return statusCode.map(code -> "HTTP " + code).or(() -> errorMessage).orElse("no answer");
    }

    public String took() {
      return Amounts.time(responseTimeMs);
    }
  }

  /** Whether more attempts follow. */
  public boolean pending() {
    return statusCode.equals("pending");
  }

  /** The headers of each attempt; what is made anew for each is described. */
  public String headers(String requestId) {
    String plain =
        """
        Content-Type: application/json
        Runflow-Request-Id: %s
        webhook-id: %s
        webhook-timestamp: seconds since 1970 at the attempt"""
            .formatted(requestId, id);
    return plain
        + signingSecretId
            .map(
                secret ->
                    "\nRunflow-Signature: HMAC-SHA256 of the body, with secret "
                        + secret
                        + "\nwebhook-signature: v1, one for each live secret")
            .orElse("");
  }

  /** The body as it was sent, on several lines; as it is if that cannot be done. */
  public String body() {
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.tree(payloadBytes));
    } catch (JacksonException e) {
      return payloadBytes;
    }
  }
}
