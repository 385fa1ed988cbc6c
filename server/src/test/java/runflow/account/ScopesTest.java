package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.http.Scope;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Which keys open which routes, and for which organisation. */
class ScopesTest {
  /** The scope of each route that has one, as the documents promise it. */
  private static final Map<Scope, Set<String>> ROUTES = new EnumMap<>(Scope.class);

  /** What every key opens. */
  private static final Set<String> ANY_KEY =
      Set.of("GET /v1/auth/me", "GET /v1/models", "GET /v1/models/{model...}");

  static {
    ROUTES.put(
        Scope.RUNS_READ,
        Set.of(
            "GET /v1/runs",
            "GET /v1/runs/statuses",
            "GET /v1/runs/{id}",
            "GET /v1/runs/{id}/events",
            "POST /v1/runs/{id}/read-tokens",
            "GET /v1/runs/{id}/logs",
            "GET /v1/runs/{id}/callback",
            "GET /v1/videos",
            "GET /v1/videos/{id}",
            "GET /v1/videos/{id}/content",
            "GET /v1/batches",
            "GET /v1/batches/{id}",
            "GET /v1/batches/{id}/items",
            "GET /v1/batches/{id}/callback"));
    ROUTES.put(
        Scope.RUNS_CREATE,
        Set.of(
            "POST /v1/models/{model...}/runs",
            "POST /v1/runs/{id}/cancellation",
            "POST /v1/runs/{id}/callback-redeliveries",
            "POST /v1/videos",
            "DELETE /v1/videos/{id}",
            "POST /v1/videos/{id}/remix",
            "POST /v1/models/{model...}/batches",
            "POST /v1/batches/{id}/cancellation",
            "POST /v1/batches/{id}/callback-redeliveries"));
    ROUTES.put(
        Scope.ASSETS_READ,
        Set.of(
            "GET /v1/assets",
            "GET /v1/assets/types",
            "GET /v1/assets/{id}",
            "GET /v1/asset-folders",
            "GET /v1/asset-folders/{id}"));
    ROUTES.put(
        Scope.ASSETS_WRITE,
        Set.of(
            "POST /v1/asset-uploads",
            "POST /v1/asset-uploads/{id}/confirmations",
            "DELETE /v1/assets/{id}",
            "POST /v1/asset-folders",
            "PATCH /v1/asset-folders/{id}",
            "DELETE /v1/asset-folders/{id}"));
    ROUTES.put(
        Scope.WEBHOOKS_READ,
        Set.of(
            "GET /v1/callback-secrets",
            "GET /v1/callback-secrets/{id}",
            "GET /v1/webhooks",
            "GET /v1/webhooks/{id}",
            "GET /v1/webhooks/event-types",
            "GET /v1/webhooks/event-types/{code}",
            "GET /v1/webhooks/{id}/deliveries",
            "GET /v1/webhooks/{webhook}/deliveries/{id}",
            "GET /v1/webhooks/{webhook}/deliveries/{id}/attempts",
            "GET /v1/webhooks/{webhook}/deliveries/{delivery}/attempts/{id}",
            "GET /v1/event-listeners/{id}/events"));
    ROUTES.put(
        Scope.WEBHOOKS_WRITE,
        Set.of(
            "POST /v1/callback-secrets",
            "PATCH /v1/callback-secrets/{id}",
            "DELETE /v1/callback-secrets/{id}",
            "POST /v1/webhooks",
            "PATCH /v1/webhooks/{id}",
            "DELETE /v1/webhooks/{id}",
            "POST /v1/webhooks/{id}/tests",
            "POST /v1/webhooks/{id}/redeliveries",
            "POST /v1/webhooks/{webhook}/deliveries/{id}/redeliveries",
            "POST /v1/event-listeners",
            "DELETE /v1/event-listeners/{id}",
            "DELETE /v1/event-listeners/{listener}/events/{id}"));
    ROUTES.put(
        Scope.BILLING_READ,
        Set.of(
            "GET /v1/billing/balance",
            "PATCH /v1/billing/balance",
            "GET /v1/credit-balances",
            "GET /v1/billing/transactions",
            "GET /v1/billing/invoices/{month}",
            "GET /v1/usage"));
  }

  private static TestServer server;
  private static Admin admin;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    admin = new Admin(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aKeyOpensTheRoutesOfItsScopesAndNoOthers() throws Exception {
    Map<Scope, String> keys = new EnumMap<>(Scope.class);
    for (Scope scope : ROUTES.keySet()) {
      String one = ",\"scopes\":[\"%s\"]".formatted(scope.code());
      keys.put(scope, admin.plainKey(admin.ownOrganisation(), "test", one));
    }
    keys.put(Scope.ADMIN, server.serviceKey());
    for (String route : server.routes()) {
      Scope needed = scopeOf(route);
      if (send(route, "").status() != 401) {
        assertThat(needed).as("%s is open", route).isNull();
        continue;
      }
      for (var key : keys.entrySet()) {
        Answer answer = send(route, key.getValue());
        if (needed == null) {
          assertThat(ANY_KEY).as("a scope of %s", route).contains(route);
          assertThat(answer.status()).as("%s: %s", route, answer).isNotIn(401, 403);
        } else if (key.getKey() == needed) {
          assertThat(answer.status()).as("%s: %s", route, answer).isNotIn(401, 403);
        } else {
          Refusal refusal = Refusal.of(answer, 403, "PERMISSION_DENIED");
          String prefix = key.getValue().substring(0, key.getValue().indexOf('_', 3) + 5);
          assertThat(refusal.message()).contains("`" + needed.code() + "`", prefix);
        }
      }
    }
  }

  @Test
  void everyScopeTogetherIsWhatAnOrdinaryKeyHas() throws Exception {
    JsonNode me = server.get("/v1/auth/me").json();
    assertThat(me.path("scopes").valueStream().map(JsonNode::stringValue))
        .containsExactly(
            "runs:read",
            "runs:create",
            "assets:read",
            "assets:write",
            "webhooks:read",
            "webhooks:write",
            "billing:read");
    assertThat(me.path("livemode").booleanValue()).isFalse();
    assertThat(me.at("/organizations/0/id")).isEqualTo(me.path("org_id"));
    JsonNode service =
        server.send("GET", "/v1/auth/me", server.serviceKey(), null, Map.of()).json();
    assertThat(service.path("scopes").toString()).isEqualTo("[\"admin\"]");
    assertThat(service.path("livemode").isNull()).isTrue();
  }

  @Test
  void theKeyIsCheckedBeforeItsScopeAndItsScopeBeforeItsRate() throws Exception {
    var limited =
        TestServer.Options.standard()
            .with("limits.creations_per_second", "1")
            .with("limits.burst", "1");
    try (var other = TestServer.start(limited)) {
      var itsAdmin = new Admin(other);
      String reader =
          itsAdmin.plainKey(itsAdmin.ownOrganisation(), "test", ",\"scopes\":[\"runs:read\"]");
      String runs = "/v1/models/google/veo3.1/runs";
      for (int i = 0; i < 3; i++) {
        Refusal.of(other.send("POST", runs, reader, "{", Map.of()), 403, "PERMISSION_DENIED");
        Refusal.of(other.send("POST", runs, reader + "x", "{", Map.of()), 401, "UNAUTHORIZED");
      }
    }
  }

  @Test
  void aKeyRunsOnlyTheModelsOfItsList() throws Exception {
    String key = admin.plainKey(admin.ownOrganisation(), "test", ",\"models\":[\"google/veo3.1\"]");
    String body = "{\"input\":{\"prompt\":\"x\"}}";
    String dry = "/runs?dry_run=true";
    assertThat(server.send("POST", "/v1/models/google/veo3.1" + dry, key, body, Map.of()).status())
        .isEqualTo(200);
    for (String other : List.of("google/veo3.1/lite", "google/veo3.1%2Flite", "no/such")) {
      Answer refused = server.send("POST", "/v1/models/" + other + dry, key, body, Map.of());
      assertThat(Refusal.of(refused, 403, "PERMISSION_DENIED").message())
          .contains("list of models");
    }
    Refusal.of(
        server.send("GET", "/v1/models/google/veo3.1/lite", key, null, Map.of()),
        403,
        "PERMISSION_DENIED");
  }

  @Test
  void aKeyIsShownTheModelsOfItsList() throws Exception {
    String models = ",\"models\":[\"google/veo3.1/lite\",\"google/veo3.1\"]";
    String key = admin.plainKey(admin.ownOrganisation(), "test", models);
    assertThat(modelsOf(key, "")).containsExactly("google/veo3.1", "google/veo3.1/lite");
    assertThat(modelsOf(key, "?search=lite")).containsExactly("google/veo3.1/lite");
    assertThat(modelsOf(key, "?q=id:google/veo3.1/fast")).isEmpty();
    assertThat(modelsOf(server.testKey(), "")).hasSizeGreaterThan(4);
  }

  private static List<String> modelsOf(String key, String query) throws Exception {
    JsonNode page = server.send("GET", "/v1/models" + query, key, null, Map.of()).json();
    return page.path("items").valueStream().map(item -> item.path("id").stringValue()).toList();
  }

  @Test
  void onlyAServiceKeyMayNameAnotherOrganisation() throws Exception {
    String other = admin.organisation("Other");
    String own = admin.ownOrganisation();
    String none = UUID.randomUUID().toString();
    assertThat(balance(server.testKey(), own).status()).isEqualTo(200);
    for (String id : List.of(other, none, "x", "")) {
      Refusal.of(balance(server.testKey(), id), 404, "NOT_FOUND");
    }
    assertThat(balance(server.testKey(), other).json().path("message").stringValue())
        .isEqualTo(
            balance(server.testKey(), none)
                .json()
                .path("message")
                .stringValue()
                .replace(none, other));

    Map<String, String> named = Map.of("X-Organization-Id", other);
    String credit = "{\"amount\":\"7.50\",\"livemode\":true}";
    Answer added = server.send("POST", "/v1/admin/credits", server.serviceKey(), credit, named);
    assertThat(added.json().path("org_id").stringValue()).isEqualTo(other);
    assertThat(added.json().path("available").stringValue()).isEqualTo("7.50");
    assertThat(balance(server.liveKey(), own).json().path("available").stringValue())
        .isEqualTo("0.00");
    Refusal.of(
        server.send(
            "POST",
            "/v1/admin/credits",
            server.serviceKey(),
            credit,
            Map.of("X-Organization-Id", none)),
        404,
        "NOT_FOUND");
  }

  @Test
  void theLastUseOfAKeySurvivesAStop() throws Exception {
    try (var other = TestServer.start()) {
      JsonNode made = new Admin(other).key(new Admin(other).ownOrganisation(), "test", "");
      assertThat(made.path("last_used_at").isNull()).isTrue();
      String key = made.path("plain_key").stringValue();
      other.send("GET", "/v1/auth/me", key, null, Map.of());
      other.stop();
      other.startAgain(TestServer.Options.standard());
      JsonNode me = other.send("GET", "/v1/auth/me", key, null, Map.of()).json();
      assertThat(me.path("last_used_at").isString()).isTrue();
    }
  }

  private static Answer balance(String key, String org) throws Exception {
    return server.send("GET", "/v1/billing/balance", key, null, Map.of("X-Organization-Id", org));
  }

  private static @Nullable Scope scopeOf(String route) {
    if (route.contains(" /v1/admin/")) {
      return Scope.ADMIN;
    }
    Map<String, Scope> byRoute = new HashMap<>();
    ROUTES.forEach((scope, routes) -> routes.forEach(one -> byRoute.put(one, scope)));
    return byRoute.get(route);
  }

  private static Answer send(String route, String key) throws Exception {
    String[] parts = route.split(" ", 2);
    String path =
        parts[1].replace("{model...}", "google/veo3.1").replaceAll("\\{\\w+(\\.\\.\\.)?}", "x");
    return server.send(parts[0], path, key, parts[0].equals("GET") ? null : "{}", Map.of());
  }
}
