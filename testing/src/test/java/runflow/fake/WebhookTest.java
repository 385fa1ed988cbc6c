package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class WebhookTest {
  @ParameterizedTest
  @EnumSource
  void falSignsWithAPublishedKeyUnlessToldOtherwise(Signing signing) throws Exception {
    try (FakeFal fake = FakeFal.start();
        Receiver receiver = new Receiver()) {
      Recorded webhook = webhook(fake, receiver, signing);
      String timestamp = webhook.header("X-Fal-Webhook-Timestamp").orElseThrow();
      String message =
          String.join(
              "\n",
              webhook.header("X-Fal-Webhook-Request-Id").orElseThrow(),
              webhook.header("X-Fal-Webhook-User-Id").orElseThrow(),
              timestamp,
              HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(webhook.body())));
      byte[] signature =
          HexFormat.of().parseHex(webhook.header("X-Fal-Webhook-Signature").orElseThrow());
      JsonNode keys =
          Talk.send(HttpRequest.newBuilder(URI.create(fake.jwksUrl())).build()).json().path("keys");
      boolean verified = false;
      for (JsonNode key : keys) {
        verified |= verifies(key.path("x").asString(), message, signature);
      }
      assertThat(verified).isEqualTo(signing == Signing.GENUINE || signing == Signing.OLD);
      long age = Instant.now().getEpochSecond() - Long.parseLong(timestamp);
      assertThat(age > 300).isEqualTo(signing == Signing.OLD);
      assertThat(webhook.json().path("status").asString()).isEqualTo("OK");
      assertThat(webhook.json().at("/payload/video/url").asString()).startsWith(fake.baseUrl());
    }
  }

  private static Recorded webhook(FakeFal fake, Receiver receiver, Signing signing)
      throws Exception {
    String url =
        fake.apiUrl()
            + "/fal-ai/veo3.1?fal_webhook="
            + URLEncoder.encode(receiver.url(), StandardCharsets.UTF_8);
    Talk.send(Provider.json(fake, url, "{\"prompt\":\"a cat\"}"));
    assertThat(fake.sendWebhook(fake.jobIds().getFirst(), signing)).isEqualTo(204);
    return receiver.last();
  }

  private static boolean verifies(String x, String message, byte[] signature) throws Exception {
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] raw = Base64.getUrlDecoder().decode(x);
    byte[] encoded = new byte[prefix.length + raw.length];
    System.arraycopy(prefix, 0, encoded, 0, prefix.length);
    System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
    PublicKey key =
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(message.getBytes(StandardCharsets.UTF_8));
    return verifier.verify(signature);
  }

  @Test
  void falSaysErrorForWhatItsModelRefused() throws Exception {
    try (FakeFal fake = FakeFal.start();
        Receiver receiver = new Receiver()) {
      fake.endWith(FalEnding.POLICY);
      JsonNode message = webhook(fake, receiver, Signing.GENUINE).json();
      assertThat(message.path("status").asString()).isEqualTo("ERROR");
      assertThat(message.at("/payload/detail/0/type").asString())
          .isEqualTo("content_policy_violation");
    }
  }

  @Test
  void jobsThatAskedForNoneSendNone() throws Exception {
    try (Talk talk = Talk.with(Provider.FAL)) {
      talk.submit();
      FakeFal fake = (FakeFal) talk.fake();
      assertThatThrownBy(() -> fake.sendWebhook(fake.jobIds().getFirst(), Signing.GENUINE))
          .hasMessageContaining("asked for no webhook");
    }
  }
}
