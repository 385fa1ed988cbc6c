package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runflow.provider.WebhookMessage;
import runflow.testing.ScriptedHttp;

/** Messages that are signed by keys of the test's own, as fal and Replicate sign theirs. */
class SignedMessagesTest {
  private static final byte[] BODY = "{\"request_id\":\"r-1\"}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SECRET = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private final ScriptedHttp server = new ScriptedHttp();
  private Instant now = Accounts.NOW;
  private final DeclaredProvider fal = provider("fal");
  private final DeclaredProvider replicate = provider("replicate");

  private DeclaredProvider provider(String name) {
    return new DeclaredProvider(
        Accounts.declaration(name),
        Accounts.account(Optional.of(server.uri())),
        Accounts.LIMITS,
        () -> now);
  }

  @AfterEach
  void close() {
    fal.close();
    replicate.close();
    server.close();
  }

  private static KeyPair pair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private void publish(KeyPair... pairs) {
    StringBuilder keys =
        new StringBuilder(
            "{\"kty\":\"RSA\",\"n\":\"x\"},{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"!\"}");
    for (KeyPair pair : pairs) {
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      keys.append(
          ",{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}"
              .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(raw)));
    }
    server.on("GET /.well-known/jwks.json", 200, "{\"keys\":[%s]}".formatted(keys));
  }

  private static WebhookMessage byFal(KeyPair pair, Instant at, byte[] body)
      throws GeneralSecurityException {
    String time = Long.toString(at.getEpochSecond());
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BODY));
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(pair.getPrivate());
    ed25519.update(("r-1\nu-1\n" + time + "\n" + digest).getBytes(StandardCharsets.UTF_8));
    return new WebhookMessage(
        Map.of(
            "x-fal-webhook-request-id",
            "r-1",
            "x-fal-webhook-user-id",
            "u-1",
            "x-fal-webhook-timestamp",
            time,
            "x-fal-webhook-signature",
            HexFormat.of().formatHex(ed25519.sign())),
        body);
  }

  private static WebhookMessage with(WebhookMessage message, String header, String value) {
    var headers = new HashMap<>(message.headers());
    headers.put(header, value);
    return new WebhookMessage(headers, message.body());
  }

  @Test
  void falsOwnMessageIsKnownByAnyOfItsKeys() throws Exception {
    KeyPair old = pair();
    KeyPair current = pair();
    publish(old, current);
    assertThat(fal.sent(byFal(current, now, BODY))).isTrue();
    assertThat(fal.sent(byFal(old, now, BODY))).isTrue();
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void anythingElseIsNotFals() throws Exception {
    KeyPair pair = pair();
    publish(pair);
    WebhookMessage good = byFal(pair, now, BODY);
    assertThat(fal.sent(good)).isTrue();
    assertThat(fal.sent(byFal(pair(), now, BODY))).isFalse();
    assertThat(fal.sent(byFal(pair, now, "{}".getBytes(StandardCharsets.UTF_8)))).isFalse();
    assertThat(fal.sent(with(good, "x-fal-webhook-request-id", "r-2"))).isFalse();
    assertThat(fal.sent(with(good, "x-fal-webhook-user-id", "u-2"))).isFalse();
    assertThat(fal.sent(with(good, "x-fal-webhook-signature", "zz"))).isFalse();
    assertThat(fal.sent(with(good, "x-fal-webhook-signature", "00"))).isFalse();
    assertThat(fal.sent(with(good, "x-fal-webhook-timestamp", "soon"))).isFalse();
    assertThat(fal.sent(new WebhookMessage(Map.of(), BODY))).isFalse();
  }

  @Test
  void aMessageIsGoodForFiveMinutesBeforeAndAfterItsTime() throws Exception {
    KeyPair pair = pair();
    publish(pair);
    assertThat(fal.sent(byFal(pair, now.minusSeconds(300), BODY))).isTrue();
    assertThat(fal.sent(byFal(pair, now.plusSeconds(300), BODY))).isTrue();
    assertThat(fal.sent(byFal(pair, now.minusSeconds(301), BODY))).isFalse();
    assertThat(fal.sent(byFal(pair, now.plusSeconds(301), BODY))).isFalse();
  }

  @Test
  void newKeysAreReadOnceAMinuteAtMost() throws Exception {
    KeyPair old = pair();
    KeyPair next = pair();
    publish(old);
    assertThat(fal.sent(byFal(old, now, BODY))).isTrue();
    publish(next);
    assertThat(fal.sent(byFal(next, now, BODY))).isFalse();
    assertThat(server.seen()).hasSize(1);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(fal.sent(byFal(next, now, BODY))).isTrue();
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void keysAreKeptForADayAtMost() throws Exception {
    KeyPair pair = pair();
    publish(pair);
    assertThat(fal.sent(byFal(pair, now, BODY))).isTrue();
    now = now.plus(Duration.ofHours(23));
    assertThat(fal.sent(byFal(pair, now, BODY))).isTrue();
    assertThat(server.seen()).hasSize(1);
    now = now.plus(Duration.ofHours(1));
    publish(pair());
    assertThat(fal.sent(byFal(pair, now, BODY))).isFalse();
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void withoutKeysNothingIsBelieved() throws Exception {
    server.on("GET /.well-known/jwks.json", 500, "");
    assertThat(fal.sent(byFal(pair(), now, BODY))).isFalse();
    server.on("GET /.well-known/jwks.json", 200, "{\"keys\":7}");
    now = now.plus(Duration.ofMinutes(2));
    assertThat(fal.sent(byFal(pair(), now, BODY))).isFalse();
    assertThat(server.seen()).hasSize(2);
  }

  private static WebhookMessage byReplicate(byte[] secret, Instant at, String prefix)
      throws GeneralSecurityException {
    String time = Long.toString(at.getEpochSecond());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update(("msg-1." + time + ".").getBytes(StandardCharsets.UTF_8));
    String signature = Base64.getEncoder().encodeToString(mac.doFinal(BODY));
    return new WebhookMessage(
        Map.of(
            "webhook-id",
            "msg-1",
            "webhook-timestamp",
            time,
            "webhook-signature",
            prefix + signature),
        BODY);
  }

  @Test
  void replicatesOwnMessageIsKnownByItsSecret() throws Exception {
    server.on(
        "GET /webhooks/default/secret",
        200,
        "{\"key\":\"whsec_%s\"}".formatted(Base64.getEncoder().encodeToString(SECRET)));
    assertThat(replicate.sent(byReplicate(SECRET, now, "v1,"))).isTrue();
    assertThat(replicate.sent(byReplicate(SECRET, now, "v1,AAAA v2,x v1,"))).isTrue();
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer k-1");
    assertThat(server.seen()).hasSize(1);
    assertThat(replicate.sent(byReplicate(SECRET, now, "v2,"))).isFalse();
    assertThat(replicate.sent(byReplicate(BODY, now, "v1,"))).isFalse();
    assertThat(replicate.sent(byReplicate(SECRET, now.minusSeconds(301), "v1,"))).isFalse();
    assertThat(replicate.sent(with(byReplicate(SECRET, now, "v1,"), "webhook-id", "msg-2")))
        .isFalse();
  }
}
