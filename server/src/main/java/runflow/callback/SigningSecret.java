package runflow.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A callback signing secret in clear: {@code whsec_} and base64 of 32 random bytes. Signs in the
 * two ways of the contract, section 5.
 */
record SigningSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int RANDOM_BYTES = 32;
  private static final int SHOWN = 4;
  private static final String ALGORITHM = "HmacSHA256";

  static SigningSecret create() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(random));
  }

  /** What may be shown after the secret was given out. */
  String shownPrefix() {
    return text.substring(0, PREFIX.length() + SHOWN);
  }

  /** {@code Runflow-Signature}: hex over the raw body, keyed with the whole text of the secret. */
  String bodySignature(byte[] body) {
    Mac mac = mac(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  /** One entry of {@code webhook-signature}: Standard Webhooks, keyed with the decoded bytes. */
  String webhookSignature(String webhookId, long timestamp, byte[] body) {
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
