package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AdministrationTest {
  private static final String KEY =
      """
      {"id":"k1","org_id":"o1","name":"shop","kind":"live","key_prefix":"rf_live_abcd",
       "scopes":["runs:create"],"models":null,
       "spending_cap":{"amount":"12.50","period":"day","spent":"1.00"},"replaced_by":null,
       "created_at":"2026-11-21T12:00:01.234+00:00","last_used_at":null,"expires_at":null,
       "revoked_at":null,"plain_key":"rf_live_secret"}
      """;

  @AutoClose private final FakeServer server = new FakeServer();

  @AutoClose
  private final Administration admin =
      new Administration(ClientOptions.of(server.url(), "rf_svc_1"));

  @Test
  void aKeyIsMadeAsItIsWantedAndSentOnce() {
    server.then(201, KEY);
    ApiKey made =
        admin.createKey(
            "o 1",
            new NewApiKey(
                "shop",
                "live",
                List.of("runs:create"),
                List.of("google/veo3.1"),
                Optional.of(new NewApiKey.Cap(new BigDecimal("12.50"), "day")),
                Optional.of(Instant.parse("2099-01-01T00:00:00Z"))));

    FakeServer.Seen seen = server.seen().getFirst();
    assertThat(seen.target()).isEqualTo("/v1/admin/organisations/o%201/keys");
    assertThat(ClientJson.MAPPER.readTree(seen.body()))
        .isEqualTo(
            ClientJson.MAPPER.readTree(
                """
                {"name":"shop","kind":"live","scopes":["runs:create"],"models":["google/veo3.1"],
                 "spending_cap":{"amount":"12.50","period":"day"},
                 "expires_at":"2099-01-01T00:00:00Z"}
                """));
    assertThat(made.models()).isEmpty();
    assertThat(made.spendingCap().orElseThrow().spent()).hasValue(new BigDecimal("1.00"));
    assertThat(made.plainKey()).hasValue("rf_live_secret");
    assertThat(made.toString()).contains("k1").doesNotContain("secret");

    server.then(503, "{\"code\":\"INTERNAL\",\"message\":\"m\",\"errors\":null}");
    assertThatThrownBy(() -> admin.createOrganisation("Acme"))
        .isInstanceOf(RequestRefusedException.class);
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void listsAreReadToTheirEnd() {
    server
        .then(200, "{\"items\":[%s],\"next_pq\":\"a b\",\"prev_pq\":null}".formatted(KEY))
        .then(200, "{\"items\":[%s],\"next_pq\":null,\"prev_pq\":null}".formatted(KEY));
    assertThat(admin.keys("o1")).hasSize(2);
    assertThat(server.seen().getLast().target())
        .isEqualTo("/v1/admin/organisations/o1/keys?pq=a%20b");
  }

  @Test
  void aRotationSaysHowLongBothWork() {
    server.then(201, KEY).then(204, "");
    admin.rotateKey("k1", Duration.ofMinutes(2));
    admin.revokeKey("k1");
    assertThat(server.seen().getFirst().body()).isEqualTo("{\"overlap_seconds\":120}");
    assertThat(server.seen().getLast().method()).isEqualTo("DELETE");
  }

  @Test
  void aUsageQueryIsAPath() {
    var query =
        new UsageQuery(
            List.of("day", "model"), Optional.of(LocalDate.of(2026, 4, 1)), Optional.empty());
    assertThat(query.path("csv"))
        .isEqualTo("/v1/usage?format=csv&group_by=day%2Cmodel&from=2026-04-01");
  }
}
