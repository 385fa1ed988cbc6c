package runflow.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import runflow.testing.CallbackReceiver.Received;

/** Verifies callbacks as a receiver does, from the documents alone. */
public record Signed(Received callback) {
  /** Whether {@code Runflow-Signature} was made with this secret. */
  public boolean bodySignedWith(String secret) {
    byte[] mac = hmac(secret.getBytes(StandardCharsets.UTF_8), callback.body());
    return callback.header("Runflow-Signature").orElse("").equals(HexFormat.of().formatHex(mac));
  }

  /** Whether one of the Standard Webhooks signatures was made with this secret. */
  public boolean webhookSignedWith(String secret) {
    byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    String start =
        "%s.%s."
            .formatted(
                callback.header("webhook-id").orElse(""),
                callback.header("webhook-timestamp").orElse(""));
    byte[] signed = (start + callback.text()).getBytes(StandardCharsets.UTF_8);
    String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
    return List.of(callback.header("webhook-signature").orElse("").split(" ")).contains(expected);
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
