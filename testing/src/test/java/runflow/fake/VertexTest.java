package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class VertexTest {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private static Talk.Answer token(FakeVertex fake, String scope, String audience)
      throws Exception {
    JsonNode account = Json.tree(fake.serviceAccountJson());
    long now = Instant.now().getEpochSecond();
    String claims =
        Json.object("iss", account.path("client_email").asString())
            .put("scope", scope)
            .put("aud", audience)
            .put("iat", now)
            .put("exp", now + 3600)
            .toString();
    String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    String text =
        base64(head.getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(claims.getBytes(StandardCharsets.UTF_8));
    String pem = account.path("private_key").asString().replaceAll("-----[A-Z ]+-----|\\s", "");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    String form =
        "grant_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&assertion="
            + text
            + "."
            + base64(signature.sign());
    return Talk.send(
        HttpRequest.newBuilder(URI.create(account.path("token_uri").asString()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build());
  }

  private static String base64(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  @Test
  void serviceAccountGetsATokenThatWorksUntilItIsRevoked() throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      JsonNode grant = token(fake, SCOPE, fake.baseUrl() + "/token").json();
      assertThat(grant.path("expires_in").asInt()).isEqualTo(3600);
      HttpRequest good =
          HttpRequest.newBuilder(
                  Provider.VERTEX.submit(fake), (name, value) -> name.equals("Content-Type"))
              .header("Authorization", "Bearer " + grant.path("access_token").asString())
              .build();
      assertThat(Talk.send(good).status()).isEqualTo(200);
      fake.revokeTokens();
      assertThat(Talk.send(good).status()).isEqualTo(401);
    }
  }

  @Test
  void theAudienceMayBeGooglesOwn() throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      assertThat(token(fake, SCOPE, "https://oauth2.googleapis.com/token").status()).isEqualTo(200);
    }
  }

  @Test
  void grantIsRefusedForTheWrongReasons() throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      Talk.Answer scope = token(fake, "email", fake.baseUrl() + "/token");
      assertThat(scope.status()).isEqualTo(400);
      assertThat(scope.json().path("error").asString()).isEqualTo("invalid_grant");
      assertThat(token(fake, SCOPE, "https://elsewhere.example/token").status()).isEqualTo(400);
      fake.refuseTokens(true);
      assertThat(token(fake, SCOPE, fake.baseUrl() + "/token").status()).isEqualTo(400);
    }
  }

  @Test
  void withoutABucketTheVideoIsInTheAnswer() throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      JsonNode done = finishInline(fake, 2);
      JsonNode videos = done.path("response").path("videos");
      assertThat(videos).hasSize(2);
      assertThat(videos.path(1).path("bytesBase64Encoded").binaryValue())
          .isEqualTo(FakeProvider.video(false));
    }
  }

  private static JsonNode finishInline(FakeVertex fake, int count) throws Exception {
    fake.pollsUntilDone(0);
    String url =
        fake.apiUrl()
            + "/projects/fake-project/locations/us-central1/publishers/google/models/"
            + "veo-3.1-lite-generate-001:predictLongRunning";
    String body =
        "{\"instances\":[{\"prompt\":\"a\"}],\"parameters\":{\"generateAudio\":false,\"sampleCount\":%d}}"
            .formatted(count);
    String name = Talk.send(Provider.json(fake, url, body)).json().path("name").asString();
    return Talk.send(
            Provider.json(
                fake,
                url.replace("predictLongRunning", "fetchPredictOperation"),
                Json.object("operationName", name).toString()))
        .json();
  }

  @ParameterizedTest
  @EnumSource
  void endsAsOrdered(VeoEnding ending) throws Exception {
    try (FakeVertex fake = FakeVertex.start()) {
      fake.endWith(ending);
      JsonNode done = finishInline(fake, 3);
      JsonNode response = done.path("response");
      int filtered = response.path("raiMediaFilteredCount").asInt(-1);
      int code = done.path("error").path("code").asInt(0);
      int videos = response.path("videos").size();
      switch (ending) {
        case VIDEO -> assertThat(new int[] {filtered, code, videos}).containsExactly(0, 0, 3);
        case FILTERED -> assertThat(new int[] {filtered, code, videos}).containsExactly(3, 0, 0);
        case PARTLY_FILTERED ->
            assertThat(new int[] {filtered, code, videos}).containsExactly(2, 0, 1);
        case BLOCKED -> {
          assertThat(code).isEqualTo(3);
          assertThat(done.at("/error/message").asString()).contains("Support codes: 17301594");
        }
        case INTERNAL_ERROR -> assertThat(code).isEqualTo(13);
        case EXHAUSTED -> assertThat(code).isEqualTo(8);
        case EMPTY -> assertThat(response).isEmpty();
      }
    }
  }
}
