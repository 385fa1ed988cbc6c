package runflow.provider.declared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runflow.provider.WebhookMessage;
import tools.jackson.databind.JsonNode;

/**
 * Messages as fal signs them: Ed25519 over request id, user id, unix time and the hexadecimal
 * SHA-256 of the body, one a line.
 */
final class Ed25519Messages {
  private static final int KEY_BYTES = 32;
  private static final int MOST_KEYS = 16;

  /** What stands before the 32 bytes of a key in X.509 (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519Messages() {}

  private record Claim(Instant at, byte[] text, byte[] signature) implements Signed {
    @Override
    public boolean by(byte[] key) {
      byte[] encoded = new byte[X509.length + KEY_BYTES];
      System.arraycopy(X509, 0, encoded, 0, X509.length);
      System.arraycopy(key, 0, encoded, X509.length, KEY_BYTES);
      try {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        ed25519.update(text);
        return ed25519.verify(signature);
      } catch (GeneralSecurityException e) {
        // No point of the curve, or no signature by its length: not by this key.
        return false;
      }
    }
  }

  /** What a message claims; empty if it is not signed so. */
  static Optional<Signed> read(WebhookMessage message, String headers) {
    Optional<String> id = message.header(headers + "request-id");
    Optional<String> user = message.header(headers + "user-id");
    Optional<String> time = message.header(headers + "timestamp");
    Optional<String> hex = message.header(headers + "signature");
    if (id.isEmpty() || user.isEmpty() || hex.isEmpty() || hex.get().length() > 256) {
      return Optional.empty();
    }
    try {
      String digest = HexFormat.of().formatHex(sha256(message.body()));
      String text = String.join("\n", id.get(), user.get(), time.orElse(""), digest);
      return time.flatMap(UnixTime::parse)
          .map(
              at ->
                  new Claim(
                      at,
                      text.getBytes(StandardCharsets.UTF_8),
                      HexFormat.of().parseHex(hex.get())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The usable keys of a JWK set. */
  static List<byte[]> keys(JsonNode set) {
    return set.path("keys")
        .valueStream()
        .filter(key -> key.path("kty").asString("").equals("OKP"))
        .filter(key -> key.path("crv").asString("").equals("Ed25519"))
        .limit(MOST_KEYS)
        .flatMap(key -> decoded(key.path("x").asString("")))
        .toList();
  }

  private static Stream<byte[]> decoded(String text) {
    try {
      byte[] key = Base64.getUrlDecoder().decode(text);
      return key.length == KEY_BYTES ? Stream.of(key) : Stream.empty();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
