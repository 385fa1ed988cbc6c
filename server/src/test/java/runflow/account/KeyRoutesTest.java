package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** A key's life: made, listed, rotated, expired and revoked, over HTTP. */
class KeyRoutesTest {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2030-06-15T12:00:00Z"));

  @AutoClose private static Admin admin;
  private static TestServer server;
  private static String org = "";

  @BeforeAll
  static void start() throws Exception {
    admin = Admin.start(NOW::get);
    server = admin.server();
    org = admin.organisation("Acme");
  }

  @Test
  void aKeyIsShownOnceAndKeptAsAHash() throws Exception {
    JsonNode made = admin.key(org, "test", "");
    String text = made.path("plain_key").stringValue();
    assertThat(text)
        .matches("rf_test_[a-z2-7]{52}")
        .startsWith(made.path("key_prefix").stringValue());
    assertThat(me(text).json().path("id")).isEqualTo(made.path("id"));
    Answer list = admin.send("GET", "/v1/admin/organisations/" + org + "/keys", null);
    assertThat(list.json().path("items").valueStream().map(key -> key.path("id")))
        .contains(made.path("id"));
    assertThat(new String(list.body(), StandardCharsets.UTF_8))
        .doesNotContain(text)
        .doesNotContain("plain_key");
    String stored =
        server
            .db()
            .query(
                sql ->
                    sql.createQuery("select api_key::text from api_key").mapTo(String.class).list())
            .toString();
    assertThat(stored).contains(made.path("key_prefix").stringValue()).doesNotContain(text);
  }

  @Test
  void aNewOrganisationHasMoneyToPlayWith() throws Exception {
    String key = admin.plainKey(org, "test", "");
    Answer balance = server.send("GET", "/v1/billing/balance", key, null, Map.of());
    assertThat(balance.json().path("available").stringValue()).isEqualTo("10000.00");
    assertThat(balance.json().path("org_id").stringValue()).isEqualTo(org);
    Answer created =
        server.send(
            "POST",
            "/v1/models/google/veo3.1/runs",
            key,
            "{\"input\":{\"prompt\":\"x\"},\"metadata\":{\"sandbox\":{\"delay_ms\":3600000}}}",
            Map.of());
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.json().path("org_id").stringValue()).isEqualTo(org);
  }

  @Test
  void listsComeInPages() throws Exception {
    String own = admin.organisation("Pages");
    for (int i = 0; i < 3; i++) {
      admin.key(own, "live", "");
    }
    String path = "/v1/admin/organisations/" + own + "/keys?limit=2";
    JsonNode first = admin.send("GET", path, null).json();
    JsonNode second =
        admin.send("GET", path + "&pq=" + first.path("next_pq").stringValue(), null).json();
    assertThat(first.path("items")).hasSize(2);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("next_pq").isNull()).isTrue();
    JsonNode organisations = admin.send("GET", "/v1/admin/organisations?limit=1", null).json();
    assertThat(organisations.path("items")).hasSize(1);
    assertThat(organisations.path("next_pq").isString()).isTrue();
    assertThat(admin.send("GET", "/v1/admin/organisations/" + own, null).json().path("name"))
        .hasToString("\"Pages\"");
    Refusal.of(admin.send("GET", path + "&pq=x", null), 400, "BAD_REQUEST");
    Refusal.of(admin.send("GET", path + "0000", null), 400, "BAD_REQUEST");
  }

  @Test
  void aRevokedKeyIsRefusedAtOnce() throws Exception {
    JsonNode made = admin.key(org, "live", "");
    String text = made.path("plain_key").stringValue();
    String id = made.path("id").stringValue();
    assertThat(me(text).status()).isEqualTo(200);
    assertThat(admin.revoke(id).status()).isEqualTo(204);
    assertThat(Refusal.of(me(text), 401, "UNAUTHORIZED").message())
        .contains("was revoked", made.path("key_prefix").stringValue());
    assertThat(admin.revoke(id).status()).isEqualTo(204);
    Refusal.of(admin.rotate(id, null), 409, "CONFLICT");
    JsonNode read = admin.send("GET", "/v1/admin/keys/" + id, null).json();
    assertThat(read.path("revoked_at").isString()).isTrue();
    assertThat(read.has("plain_key")).isFalse();
    Refusal.of(admin.send("GET", "/v1/admin/keys/x", null), 404, "NOT_FOUND");
  }

  @Test
  void anExpiredKeyIsRefused() throws Exception {
    String end = OffsetDateTime.parse("2100-01-01T00:00:00+02:00").toString();
    String text = admin.plainKey(org, "test", ",\"expires_at\":\"%s\"".formatted(end));
    assertThat(me(text).json().path("expires_at").stringValue())
        .isEqualTo("2099-12-31T22:00:00.000+00:00");
    Instant before = NOW.getAndSet(Instant.parse("2099-12-31T22:00:00Z"));
    try {
      assertThat(Refusal.of(me(text), 401, "UNAUTHORIZED").message()).contains("has expired");
    } finally {
      NOW.set(before);
    }
    assertThat(me(text).status()).isEqualTo(200);
  }

  @Test
  void bothKeysWorkUntilTheOverlapOfARotationEnds() throws Exception {
    JsonNode old =
        admin.key(org, "test", ",\"scopes\":[\"runs:read\"],\"models\":[\"google/veo3.1\"]");
    String oldText = old.path("plain_key").stringValue();
    JsonNode fresh = admin.rotate(old.path("id").stringValue(), null).json();
    String freshText = fresh.path("plain_key").stringValue();
    for (String same : List.of("name", "kind", "org_id", "scopes", "models")) {
      assertThat(fresh.path(same)).as(same).isEqualTo(old.path(same));
    }
    assertThat(fresh.at("/replaces/id")).isEqualTo(old.path("id"));
    assertThat(fresh.at("/replaces/replaced_by")).isEqualTo(fresh.path("id"));
    assertThat(me(oldText).status()).isEqualTo(200);
    assertThat(me(freshText).status()).isEqualTo(200);
    Refusal.of(admin.rotate(old.path("id").stringValue(), null), 409, "CONFLICT");
    Instant before = NOW.getAndUpdate(now -> now.plus(Duration.ofHours(24)));
    try {
      Refusal.of(me(oldText), 401, "UNAUTHORIZED");
      assertThat(me(freshText).status()).isEqualTo(200);
    } finally {
      NOW.set(before);
    }
  }

  @Test
  void aRotationWithoutOverlapEndsTheOldKeyAtOnce() throws Exception {
    JsonNode old = admin.key(org, "test", "");
    assertThat(me(old.path("plain_key").stringValue()).status()).isEqualTo(200);
    Answer rotated = admin.rotate(old.path("id").stringValue(), "{\"overlap_seconds\":0}");
    assertThat(rotated.status()).isEqualTo(201);
    Refusal.of(me(old.path("plain_key").stringValue()), 401, "UNAUTHORIZED");
    for (String overlap : List.of("-1", "2592001", "1.5", "\"1\"")) {
      Answer refused =
          admin.rotate(
              rotated.json().path("id").stringValue(), "{\"overlap_seconds\":" + overlap + "}");
      assertThat(Refusal.of(refused, 422, "VALIDATION_FAILED").places())
          .containsExactly("overlap_seconds");
    }
  }

  @Test
  void theLastServiceKeyCannotBeRevoked() throws Exception {
    String id =
        server
            .send("GET", "/v1/auth/me", server.serviceKey(), null, Map.of())
            .json()
            .path("id")
            .stringValue();
    assertThat(Refusal.of(admin.revoke(id), 409, "CONFLICT").message()).contains("make another");
    JsonNode other = admin.key(org, "service", "");
    assertThat(admin.revoke(other.path("id").stringValue()).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name,kind",
        "{\"name\":\" \",\"kind\":\"other\"}|name,kind",
        "{\"name\":\"a\",\"kind\":\"live\",\"scopes\":[\"admin\"]}|scopes",
        "{\"name\":\"a\",\"kind\":\"service\",\"scopes\":[\"runs:read\"]}|scopes",
        "{\"name\":\"a\",\"kind\":\"live\",\"scopes\":[]}|scopes",
        "{\"name\":\"a\",\"kind\":\"live\",\"scopes\":\"runs:read\"}|scopes",
        "{\"name\":\"a\",\"kind\":\"live\",\"models\":[\"no/such\"]}|models",
        "{\"name\":\"a\",\"kind\":\"service\",\"models\":[\"google/veo3.1\"]}|models",
        "{\"name\":\"a\",\"kind\":\"live\",\"spending_cap\":{\"amount\":\"-1\",\"period\":\"day\"}}|spending_cap",
        "{\"name\":\"a\",\"kind\":\"live\",\"spending_cap\":{\"amount\":\"1\",\"period\":\"year\"}}|spending_cap",
        "{\"name\":\"a\",\"kind\":\"live\",\"spending_cap\":5}|spending_cap",
        "{\"name\":\"a\",\"kind\":\"live\",\"expires_at\":\"2001-01-01T00:00:00Z\"}|expires_at",
        "{\"name\":\"a\",\"kind\":\"live\",\"expires_at\":\"tomorrow\"}|expires_at",
        "{\"name\":\"a\",\"kind\":\"live\",\"scope\":[\"admin\"]}|scope",
      })
  void everyProblemOfAnOrderIsNamed(String body, String places) throws Exception {
    Answer refused = admin.send("POST", "/v1/admin/organisations/" + org + "/keys", body);
    assertThat(Refusal.of(refused, 422, "VALIDATION_FAILED").places())
        .containsExactlyInAnyOrder(places.split(",", -1));
  }

  @Test
  void whatIsNotThereIs404() throws Exception {
    for (String id : List.of("x", "0190d5a0-0000-7000-8000-000000000000")) {
      Refusal.of(admin.send("GET", "/v1/admin/organisations/" + id, null), 404, "NOT_FOUND");
      Refusal.of(
          admin.send("POST", "/v1/admin/organisations/" + id + "/keys", "{}"), 404, "NOT_FOUND");
      Refusal.of(admin.revoke(id), 404, "NOT_FOUND");
      Refusal.of(admin.rotate(id, null), 404, "NOT_FOUND");
    }
  }

  private static Answer me(String key) throws Exception {
    return server.send("GET", "/v1/auth/me", key, null, Map.of());
  }
}
