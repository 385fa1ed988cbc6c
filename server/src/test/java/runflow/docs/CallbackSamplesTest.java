package runflow.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The verification programs of the callbacks page accept our signatures and nothing else. */
class CallbackSamplesTest {
  private static final String PAGE = Rendered.page("/docs/callbacks.md");
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final String BODY = "{\"event\":\"run.completed\"}";

  @Test
  void pythonVerifiesTheRunflowSignature() throws Exception {
    String hex = HexFormat.of().formatHex(hmac(SECRET.getBytes(UTF_8), BODY));
    String program =
        Rendered.code(PAGE, "python").getFirst()
            + "\nprint(is_ours(b'%s', '%s', '%s'), is_ours(b'x', '%s', '%s'))"
                .formatted(BODY, hex, SECRET, hex, SECRET);
    assertThat(Program.run(program, "python3", "-").strip()).isEqualTo("True False");
  }

  @Test
  void nodeVerifiesStandardWebhooksAndRefusesOldOnes() throws Exception {
    String signature =
        "v1,AAAA v1," + Base64.getEncoder().encodeToString(hmac(KEY, "msg_1.1000." + BODY));
    String program =
        Rendered.code(PAGE, "javascript").getFirst()
            + """
            const headers = {
              "webhook-id": "msg_1", "webhook-timestamp": "1000", "webhook-signature": "%s" };
            const body = '%s', secret = "%s";
            console.log(
              isOurs(body, headers, secret, 1100),
              isOurs(body + " ", headers, secret, 1100),
              isOurs(body, headers, secret, 2000));
            """
                .formatted(signature, BODY, SECRET);
    assertThat(Program.run(program, "node", "--input-type=module", "-").strip())
        .isEqualTo("true false false");
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
