package runflow.provider.declared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import runflow.provider.WebhookMessage;
import tools.jackson.databind.JsonNode;

/** Messages as standard-webhooks.com has them: HMAC-SHA256 over {@code id.timestamp.body}. */
final class StandardMessages {
  private static final String PREFIX = "whsec_";
  private static final int MOST_SIGNATURES = 16;

  private StandardMessages() {}

  private record Claim(Instant at, byte[] head, byte[] body, List<byte[]> signatures)
      implements Signed {
    @Override
    public boolean by(byte[] key) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(head);
        byte[] right = mac.doFinal(body);
        return signatures.stream().anyMatch(one -> MessageDigest.isEqual(one, right));
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every JDK has HMAC-SHA256", e);
      }
    }
  }

  /** What a message claims; empty if it is not signed so. */
  static Optional<Signed> read(WebhookMessage message) {
    Optional<String> id = message.header("webhook-id");
    Optional<String> time = message.header("webhook-timestamp");
    Optional<String> header = message.header("webhook-signature");
    if (id.isEmpty() || time.isEmpty() || header.isEmpty()) {
      return Optional.empty();
    }
    List<byte[]> signatures =
        Stream.of(header.get().split(" ", MOST_SIGNATURES + 1))
            .limit(MOST_SIGNATURES)
            .filter(one -> one.startsWith("v1,"))
            .flatMap(one -> decoded(one.substring(3)))
            .toList();
    byte[] head = (id.get() + "." + time.get() + ".").getBytes(StandardCharsets.UTF_8);
    return UnixTime.parse(time.get()).map(at -> new Claim(at, head, message.body(), signatures));
  }

  /** The one secret. */
  static List<byte[]> keys(JsonNode answer, Pointer secret) {
    return secret.text(answer).stream()
        .map(text -> text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text)
        .flatMap(StandardMessages::decoded)
        .filter(key -> key.length > 0)
        .toList();
  }

  private static Stream<byte[]> decoded(String text) {
    try {
      return Stream.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
