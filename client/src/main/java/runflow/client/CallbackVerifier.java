package runflow.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a genuine callback from a forged, altered or replayed one. Both signatures are checked:
 * {@code Runflow-Signature} over the body, and the Standard Webhooks headers, which also cover id
 * and time. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * var verifier = CallbackVerifier.of(System.getenv("CALLBACK_SECRET"));
 * Callback callback = verifier.verify(request::getHeader, rawBody);
 * }</pre>
 */
public final class CallbackVerifier {
  /** How far the sender's clock may be from ours, and how old a callback may be. */
  public static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";

  private final List<String> secrets;
  private final Duration tolerance;
  private final InstantSource clock;

  /**
   * A verifier that accepts any of several secrets, as a rotation needs.
   *
   * @param secrets {@code whsec_…} as shown when they were made
   * @param tolerance largest accepted difference between {@code webhook-timestamp} and the clock
   */
  public CallbackVerifier(List<String> secrets, Duration tolerance, InstantSource clock) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("`secrets` must hold at least one secret, but is empty");
    }
    secrets.forEach(CallbackVerifier::key);
    this.secrets = List.copyOf(secrets);
    this.tolerance = tolerance;
    this.clock = clock;
  }

  /** A verifier with the usual tolerance and the system's clock. */
  public static CallbackVerifier of(String... secrets) {
    return new CallbackVerifier(Arrays.asList(secrets), USUAL_TOLERANCE, InstantSource.system());
  }

  /**
   * Checks everything and reads the callback.
   *
   * @param header looks a header up by its name, whatever its case; null when absent
   * @param body the bytes as received, not parsed and written again
   * @throws CallbackRefusedException if a signature is missing or wrong, or the time is off
   */
  public Callback verify(Function<String, @Nullable String> header, byte[] body) {
    if (!bodySignatureHolds(required(header, "Runflow-Signature"), body)) {
      throw refused("`Runflow-Signature` does not match the body");
    }
    String id = required(header, "webhook-id");
    String timestamp = required(header, "webhook-timestamp");
    requireRecent(timestamp);
    if (!standardSignatureHolds(required(header, "webhook-signature"), id, timestamp, body)) {
      throw refused("`webhook-signature` does not match id, timestamp and body");
    }
    return read(id, body);
  }

  /**
   * Checks {@code Runflow-Signature} alone: hex HMAC-SHA256 of the body, keyed with the secret's
   * whole text. It covers no time, so it cannot tell a replay.
   */
  public boolean bodySignatureHolds(String signature, byte[] body) {
    boolean holds = false;
    for (String secret : secrets) {
      byte[] expected = hmac(secret.getBytes(StandardCharsets.UTF_8), body);
      holds |= same(HexFormat.of().formatHex(expected), signature);
    }
    return holds;
  }

  /**
   * Checks {@code webhook-signature} alone: one of its {@code v1,…} entries is the base64
   * HMAC-SHA256 of {@code id.timestamp.body}, keyed with the bytes that the secret encodes.
   */
  public boolean standardSignatureHolds(
      String signatures, String id, String timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    boolean holds = false;
    for (String secret : secrets) {
      String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key(secret), signed));
      for (String signature : signatures.split(" ", 32)) {
        holds |= same(expected, signature);
      }
    }
    return holds;
  }

  private void requireRecent(String timestamp) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      throw refused("`webhook-timestamp` must be seconds since 1970, but was " + timestamp);
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    Duration off = Duration.between(sent, clock.instant()).abs();
    if (off.compareTo(tolerance) > 0) {
      throw refused(
          "`webhook-timestamp` is %d seconds away from this clock: more than the %d allowed"
              .formatted(off.toSeconds(), tolerance.toSeconds()));
    }
  }

  private static Callback read(String id, byte[] body) {
    try {
      if (ClientJson.MAPPER.readTree(body) instanceof ObjectNode fields) {
        return ClientJson.MAPPER.treeToValue(fields.put("delivery_id", id), Callback.class);
      }
    } catch (JacksonException e) {
      throw new CallbackRefusedException("the body is not a callback's JSON", e);
    }
    throw refused("the body is not a callback's JSON");
  }

  private static String required(Function<String, @Nullable String> header, String name) {
    String value = header.apply(name);
    if (value == null) {
      throw refused(
          "header `%s` is missing: is a callback secret set at the server?".formatted(name));
    }
    return value;
  }

  private static CallbackRefusedException refused(String why) {
    return new CallbackRefusedException(why, null);
  }

  /** The bytes that a secret's text encodes. */
  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a callback secret begins with `whsec_`: copy it whole");
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      if (key.length == 0) {
        throw new IllegalArgumentException("empty");
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a callback secret is `whsec_` and base64: copy it whole", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Compares in a time that does not depend on where the texts differ. */
  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
