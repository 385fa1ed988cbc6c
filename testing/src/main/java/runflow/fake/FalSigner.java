package runflow.fake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Signs fal's webhooks with Ed25519 and publishes the keys, of which the second one signs. */
final class FalSigner {
  private static final int RAW_KEY = 32;
  private static final String USER = "user_fake";

  private final KeyPair retired = pair();
  private final KeyPair current = pair();
  private final KeyPair unknown = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
    }
  }

  ObjectNode jwks() {
    ObjectNode set = Json.object();
    var keys = set.putArray("keys");
    for (KeyPair pair : new KeyPair[] {retired, current}) {
      // The encoded form of such a key ends with its raw bytes.
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_KEY, encoded.length);
      keys.addObject()
          .put("kty", "OKP")
          .put("crv", "Ed25519")
          .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    }
    return set;
  }

  Map<String, String> headers(String requestId, byte[] body, Signing signing) {
    String timestamp = Long.toString(signing.timestamp().getEpochSecond());
    KeyPair signer = signing == Signing.FORGED ? unknown : current;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Fal-Webhook-Request-Id", requestId);
    headers.put("X-Fal-Webhook-User-Id", USER);
    headers.put("X-Fal-Webhook-Timestamp", timestamp);
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.update(
          String.join("\n", requestId, USER, timestamp, hash).getBytes(StandardCharsets.UTF_8));
      headers.put("X-Fal-Webhook-Signature", HexFormat.of().formatHex(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with Ed25519", e);
    }
    return headers;
  }
}
