package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CallbackVerifierTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY";
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY =
      """
      {"event":"run.completed","run_id":"r1","status":"succeeded","output":{"outputs":[]},\
      "duration_ms":12,"created_at":"2026-11-21T12:00:00.000+00:00","completed_at":null,\
      "metadata":{"a":1.50}}"""
          .getBytes(StandardCharsets.UTF_8);

  private final CallbackVerifier verifier = verifier(SECRET);

  @Test
  void acceptsTheExampleOfTheStandardWebhooksSpecification() {
    assertThat(
            verifier.standardSignatureHolds(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  @Test
  void readsAGenuineCallback() throws Exception {
    Callback callback = verifier.verify(headers(SECRET, NOW)::get, BODY);

    assertThat(callback.deliveryId()).isEqualTo("d1");
    assertThat(callback.event()).isEqualTo("run.completed");
    assertThat(callback.output()).isPresent();
    assertThat(callback.durationMs()).contains(12L);
    assertThat(callback.error()).isEmpty();
    assertThat(callback.metadata().orElseThrow().path("a").asString()).isEqualTo("1.5");
  }

  @Test
  void refusesAChangedBody() throws Exception {
    Map<String, String> headers = headers(SECRET, NOW);
    byte[] changed = BODY.clone();
    changed[changed.length - 4] ^= 1;

    assertThatThrownBy(() -> verifier.verify(headers::get, changed))
        .isInstanceOf(CallbackRefusedException.class)
        .hasMessageContaining("Runflow-Signature");
  }

  @Test
  void refusesAReplayInANewEnvelope() throws Exception {
    Map<String, String> headers = headers(SECRET, NOW);
    headers.put("webhook-id", "d2");

    assertThatThrownBy(() -> verifier.verify(headers::get, BODY))
        .isInstanceOf(CallbackRefusedException.class)
        .hasMessageContaining("webhook-signature");
  }

  @Test
  void refusesWhatIsTooOldOrFromTheFuture() throws Exception {
    for (long seconds : List.of(-301L, 301L)) {
      Map<String, String> headers = headers(SECRET, NOW.plusSeconds(seconds));
      assertThatThrownBy(() -> verifier.verify(headers::get, BODY))
          .hasMessageContaining("301 seconds");
    }
    assertThat(verifier.verify(headers(SECRET, NOW.minusSeconds(300))::get, BODY)).isNotNull();
  }

  @Test
  void refusesWhenAHeaderIsMissing() throws Exception {
    for (String name :
        List.of("Runflow-Signature", "webhook-id", "webhook-timestamp", "webhook-signature")) {
      Map<String, String> headers = headers(SECRET, NOW);
      headers.remove(name);
      assertThatThrownBy(() -> verifier.verify(headers::get, BODY)).hasMessageContaining(name);
    }
  }

  @Test
  void acceptsEitherSecretDuringARotation() throws Exception {
    CallbackVerifier both = verifier(OTHER, SECRET);
    Map<String, String> headers = headers(SECRET, NOW);
    headers.merge(
        "webhook-signature", headers(OTHER, NOW).get("webhook-signature"), (a, b) -> b + " " + a);

    assertThat(both.verify(headers::get, BODY).runId()).isEqualTo("r1");
    assertThat(verifier.verify(headers::get, BODY).runId()).isEqualTo("r1");
    assertThatThrownBy(() -> verifier(OTHER).verify(headers::get, BODY))
        .isInstanceOf(CallbackRefusedException.class);
  }

  @Test
  void refusesASecretThatWasCopiedBadly() {
    assertThatThrownBy(() -> verifier("MfKQ9r8G")).hasMessageContaining("whsec_");
    assertThatThrownBy(() -> verifier("whsec_***")).hasMessageContaining("base64");
    assertThatThrownBy(CallbackVerifier::of).hasMessageContaining("`secrets`");
  }

  private static CallbackVerifier verifier(String... secrets) {
    return new CallbackVerifier(List.of(secrets), Duration.ofMinutes(5), InstantSource.fixed(NOW));
  }

  private static Map<String, String> headers(String secret, Instant sent) throws Exception {
    String timestamp = Long.toString(sent.getEpochSecond());
    byte[] signed =
        ("d1." + timestamp + "." + new String(BODY, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    Map<String, String> headers = new HashMap<>();
    headers.put("webhook-id", "d1");
    headers.put("webhook-timestamp", timestamp);
    headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)));
    headers.put(
        "Runflow-Signature",
        HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), BODY)));
    return headers;
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }
}
