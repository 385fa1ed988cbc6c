package runflow.fake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs Replicate's webhooks as Standard Webhooks are. */
final class ReplicateSigner {
  private static final byte[] BYTES =
      "a secret of the fake Replicate".getBytes(StandardCharsets.UTF_8);

  static final String SECRET = "whsec_" + base64(BYTES);

  private ReplicateSigner() {}

  static Map<String, String> headers(String id, byte[] body, Signing signing) {
    String timestamp = Long.toString(signing.timestamp().getEpochSecond());
    byte[] secret = BYTES.clone();
    if (signing == Signing.FORGED) {
      secret[0]++;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      // An unknown version first: a verifier has to look at all of them.
      String signature = "v1a,bm9uZQ== v1," + base64(mac.doFinal(body));
      return Map.of(
          "webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
