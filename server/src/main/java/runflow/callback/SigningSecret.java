package runflow.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signing secret in clear: {@code whsec_} and base64 of 32 random bytes. Signs in the two ways of
 * the contract, section 5.
 */
public record SigningSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int RANDOM_BYTES = 32;
  private static final int LEAST_BYTES = 24;
  private static final Pattern FORM = Pattern.compile("whsec_[A-Za-z0-9+/]{32,88}={0,2}");
  private static final int SHOWN = 4;
  private static final String ALGORITHM = "HmacSHA256";

  /** A secret of fresh random bytes. */
  public static SigningSecret create() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(random));
  }

  /**
   * Reads a secret that its owner chose; empty if it is not of this form or too short to be safe.
   */
  public static Optional<SigningSecret> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      int bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
      return bytes >= LEAST_BYTES ? Optional.of(new SigningSecret(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What may be shown after the secret was given out. */
  public String shownPrefix() {
    return text.substring(0, PREFIX.length() + SHOWN);
  }

  /** {@code Runflow-Signature}: hex over the raw body, keyed with the whole text of the secret. */
  public String bodySignature(byte[] body) {
    Mac mac = mac(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  /** One entry of {@code webhook-signature}: Standard Webhooks, keyed with the decoded bytes. */
  public String webhookSignature(String webhookId, long timestamp, byte[] body) {
    Mac mac = mac(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    mac.update((webhookId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "SigningSecret[" + shownPrefix() + "…]";
  }
}
