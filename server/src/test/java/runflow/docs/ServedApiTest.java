package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import runflow.testing.Walks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document promises is what the server does, and the other way round. */
class ServedApiTest {
  private static final Set<String> HEADERS_WITH_MEANING =
      Set.of(
          "location",
          "retry-after",
          "idempotent-replayed",
          "ratelimit-limit",
          "ratelimit-remaining",
          "ratelimit-reset",
          "www-authenticate",
          "link",
          "etag",
          "content-range");

  private static final String MODEL = "google/veo3.1";
  private static final String RUNS = "/v1/models/" + MODEL + "/runs";

  private static TestServer server;
  private static JsonNode document = Json.object();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    document = server.get("/openapi.json").json();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void everyRouteIsDocumentedAndNothingElseIs() {
    Set<String> served =
        server.routes().stream()
            .map(ServedApiTest::withoutNames)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(
                        method -> List.of("get", "post", "put", "patch", "delete").contains(method))
                    .forEach(
                        method ->
                            documented.add(
                                method.toUpperCase(Locale.ROOT) + " " + template(path.getKey()))));
    assertThat(documented)
        .as("a route is described in docs/openapi.yaml, see CONTRIBUTING.md")
        .isEqualTo(served);
    assertThat(Rendered.described()).as("nothing else is described").isEqualTo(served);
  }

  @Test
  void onlyOpenRoutesNeedNoKey() throws Exception {
    for (var path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (get.isMissingNode()) {
        continue;
      }
      String url = path.getKey().replaceAll("\\{\\w+}", "x");
      Answer answer = server.send("GET", url, "", null, Map.of());
      boolean open = get.path("security").isEmpty();
      assertThat(answer.status() == 401).as("%s: %s", url, answer).isNotEqualTo(open);
      check(path.getKey(), "get", answer);
    }
  }

  @Test
  @Walks({
    "GET /v1/models",
    "GET /v1/public/models",
    "GET /v1/models/{model...}",
    "GET /v1/health",
    "GET /v1/readiness"
  })
  void modelsAnswerAsDocumented() throws Exception {
    check("/v1/models", "get", server.get("/v1/models"));
    check("/v1/models", "get", server.get("/v1/models?search=image"));
    check("/v1/public/models", "get", server.get("/v1/public/models"));
    check("/v1/models/" + MODEL, "get", server.get("/v1/models/" + MODEL));
    check("/v1/health", "get", server.get("/v1/health"));
    check("/v1/readiness", "get", server.get("/v1/readiness"));
  }

  @Test
  @Walks({
    "POST /v1/callback-secrets",
    "GET /v1/callback-secrets",
    "GET /v1/callback-secrets/{id}",
    "PATCH /v1/callback-secrets/{id}",
    "DELETE /v1/callback-secrets/{id}"
  })
  void secretsAnswerAsDocumented() throws Exception {
    Answer created = server.post("/v1/callback-secrets", "{\"label\":\"a\"}");
    check("/v1/callback-secrets", "post", created);
    check("/v1/callback-secrets", "get", server.get("/v1/callback-secrets"));
    String one = "/v1/callback-secrets/" + created.json().path("id").stringValue();
    String documented = "/v1/callback-secrets/{secret_id}";
    check(documented, "get", server.get(one));
    check(
        documented,
        "patch",
        server.send("PATCH", one, server.testKey(), "{\"is_current\":true}", Map.of()));
    check(documented, "delete", server.send("DELETE", one, server.testKey(), null, Map.of()));
    check(documented, "get", server.get(one));
  }

  @Test
  @Walks({
    "POST /v1/asset-uploads",
    "PUT /v1/asset-uploads/{id}/content",
    "POST /v1/asset-uploads/{id}/confirmations",
    "GET /v1/assets",
    "GET /v1/assets/types",
    "GET /v1/assets/{id}",
    "DELETE /v1/assets/{id}",
    "POST /v1/asset-folders",
    "GET /v1/asset-folders",
    "GET /v1/asset-folders/{id}",
    "PATCH /v1/asset-folders/{id}",
    "DELETE /v1/asset-folders/{id}"
  })
  void assetsAnswerAsDocumented() throws Exception {
    byte[] png = Pictures.png(30, 20);
    String announced =
        "{\"filename\":\"a\",\"mime_type\":\"image/png\",\"size_bytes\":%d}".formatted(png.length);
    Answer upload = server.post("/v1/asset-uploads", announced);
    check("/v1/asset-uploads", "post", upload);
    check("/v1/asset-uploads", "post", server.post("/v1/asset-uploads", "{\"x\":1}"));
    String id = upload.json().path("asset_id").stringValue();
    String confirmations = "/v1/asset-uploads/" + id + "/confirmations";
    String confirm = "/v1/asset-uploads/{asset_id}/confirmations";
    check(confirm, "post", server.post(confirmations, "{}"));
    Answer put =
        server.send(
            "PUT",
            upload.json().path("upload_url").stringValue(),
            HttpRequest.BodyPublishers.ofByteArray(png),
            Map.of("Content-Type", "image/png"));
    check("/v1/asset-uploads/{asset_id}/content", "put", put);
    check(confirm, "post", server.post(confirmations, null));
    check(confirm, "post", server.post(confirmations, "[]"));
    check("/v1/assets", "get", server.get("/v1/assets"));
    check("/v1/assets", "get", server.get("/v1/assets?sort_by=created_at:asc"));
    check("/v1/assets", "get", server.get("/v1/assets?q=name"));
    check("/v1/assets/types", "get", server.get("/v1/assets/types"));
    String one = "/v1/assets/" + id;
    check("/v1/assets/{asset_id}", "get", server.get(one));
    Answer deleted = server.send("DELETE", one, server.testKey(), null, Map.of());
    check("/v1/assets/{asset_id}", "delete", deleted);
    check("/v1/assets/{asset_id}", "get", server.get(one));

    Answer folder = server.post("/v1/asset-folders", "{\"name\":\"a\"}");
    check("/v1/asset-folders", "post", folder);
    check("/v1/asset-folders", "post", server.post("/v1/asset-folders", "{\"name\":\"a\"}"));
    check("/v1/asset-folders", "get", server.get("/v1/asset-folders"));
    String inside = "/v1/asset-folders/" + folder.json().path("id").stringValue();
    String documented = "/v1/asset-folders/{folder_id}";
    check(documented, "get", server.get(inside));
    String renamed = "{\"name\":\"b\"}";
    check(documented, "patch", server.send("PATCH", inside, server.testKey(), renamed, Map.of()));
    check(documented, "delete", server.send("DELETE", inside, server.testKey(), null, Map.of()));
    check(documented, "get", server.get(inside));
  }

  @Test
  @Walks({
    "POST /v1/webhooks",
    "GET /v1/webhooks",
    "GET /v1/webhooks/event-types",
    "GET /v1/webhooks/event-types/{code}",
    "GET /v1/webhooks/{id}",
    "PATCH /v1/webhooks/{id}",
    "DELETE /v1/webhooks/{id}",
    "POST /v1/webhooks/{id}/tests",
    "POST /v1/webhooks/{id}/redeliveries",
    "GET /v1/webhooks/{id}/deliveries",
    "GET /v1/webhooks/{webhook}/deliveries/{id}",
    "POST /v1/webhooks/{webhook}/deliveries/{id}/redeliveries",
    "GET /v1/webhooks/{webhook}/deliveries/{id}/attempts",
    "GET /v1/webhooks/{webhook}/deliveries/{delivery}/attempts/{id}"
  })
  void webhooksAnswerAsDocumented() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      String url = "{\"url\":\"%s\"}".formatted(receiver.url());
      Answer created = server.post("/v1/webhooks", url);
      check("/v1/webhooks", "post", created);
      check("/v1/webhooks", "post", server.post("/v1/webhooks", "{\"url\":1}"));
      check("/v1/webhooks", "get", server.get("/v1/webhooks"));
      check("/v1/webhooks/event-types", "get", server.get("/v1/webhooks/event-types"));
      String type = "/v1/webhooks/event-types/run.failed";
      check("/v1/webhooks/event-types/{code}", "get", server.get(type));
      String one = "/v1/webhooks/" + created.json().path("id").stringValue();
      String documented = "/v1/webhooks/{webhook_id}";
      check(documented, "get", server.get(one));
      for (String change : List.of("{\"label\":\"x\"}", "{\"rotate_secret\":true}", "{}")) {
        check(documented, "patch", server.send("PATCH", one, server.testKey(), change, Map.of()));
      }
      Answer test = server.post(one + "/tests", null);
      check(documented + "/tests", "post", test);
      receiver.take();
      check(documented + "/deliveries", "get", server.get(one + "/deliveries"));
      String embedded = "/v1/webhooks/any/deliveries?embed=webhook,attempts";
      check(documented + "/deliveries", "get", server.get(embedded));
      String delivery = one + "/deliveries/" + test.json().path("id").stringValue();
      check(documented + "/deliveries/{delivery_id}", "get", server.get(delivery));
      String attempts = documented + "/deliveries/{delivery_id}/attempts";
      Answer tried =
          recorded(
              () -> server.get(delivery + "/attempts"),
              answer -> !answer.json().path("items").isEmpty());
      check(attempts, "get", tried);
      String attempt = "/attempts/" + tried.json().at("/items/0/id").stringValue();
      check(attempts + "/{attempt_id}", "get", server.get(delivery + attempt));
      String again = documented + "/deliveries/{delivery_id}/redeliveries";
      check(again, "post", server.post(delivery + "/redeliveries", null));
      String since = "{\"since\":\"2026-01-01T00:00:00Z\",\"status\":\"all\"}";
      check(documented + "/redeliveries", "post", server.post(one + "/redeliveries", since));
      check(documented, "delete", server.send("DELETE", one, server.testKey(), null, Map.of()));
    }
  }

  @Test
  @Walks({
    "POST /v1/event-listeners",
    "GET /v1/event-listeners/{id}/events",
    "DELETE /v1/event-listeners/{id}",
    "DELETE /v1/event-listeners/{listener}/events/{id}"
  })
  void listenersAnswerAsDocumented() throws Exception {
    Answer created = server.post("/v1/event-listeners", "{\"events\":[\"run.failed\"]}");
    check("/v1/event-listeners", "post", created);
    String one = "/v1/event-listeners/" + created.json().path("id").stringValue();
    String documented = "/v1/event-listeners/{listener_id}";
    String failing =
        "{\"input\":{\"prompt\":\"x\"},\"metadata\":{\"sandbox\":{\"fail\":\"INTERNAL\"}}}";
    server.begin(server.testKey(), MODEL, failing);
    Answer events = server.get(one + "/events?wait=20");
    assertThat(events.json().path("items")).hasSize(1);
    check(documented + "/events", "get", events);
    check(documented + "/events", "get", server.get(one + "/events?wait=x"));
    String event = "/events/" + events.json().at("/items/0/id").stringValue();
    check(
        documented + "/events/{delivery_id}",
        "delete",
        server.send("DELETE", one + event, server.testKey(), null, Map.of()));
    check(documented, "delete", server.send("DELETE", one, server.testKey(), null, Map.of()));
  }

  @Test
  @Walks({
    "POST /v1/models/{model...}/runs",
    "GET /v1/runs",
    "GET /v1/runs/statuses",
    "GET /v1/runs/{id}",
    "POST /v1/runs/{id}/cancellation",
    "POST /v1/admin/runs/{id}/cancellation",
    "GET /v1/runs/{id}/logs",
    "GET /v1/runs/{id}/callback",
    "POST /v1/runs/{id}/callback-redeliveries"
  })
  void runsAnswerAsDocumented() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      String body =
          """
          {"input": {"prompt": "x"}, "callback_url": "%s", "client_ref": "r",
           "metadata": {"sandbox": {"delay_ms": 3600000}}}
          """
              .formatted(receiver.url());
      check(RUNS, "post", server.post(RUNS + "?dry_run=true", body));
      check(RUNS, "post", server.create(MODEL, "{\"input\":{}}"));
      check(RUNS, "post", server.create(MODEL, "{"));
      Answer created = server.create(MODEL, body);
      check(RUNS, "post", created);
      String run = "/v1/runs/" + created.json().path("id").stringValue();
      check("/v1/runs/{run_id}", "get", server.get(run));
      String cancel = "/v1/runs/{run_id}/cancellation";
      check(cancel, "post", server.post(run + "/cancellation", null));
      check(cancel, "post", server.post(run + "/cancellation", null));
      String admin = "/v1/admin" + run.substring(3) + "/cancellation";
      check(
          "/v1/admin" + cancel.substring(3),
          "post",
          server.send("POST", admin, server.serviceKey(), null, Map.of()));
      receiver.take();
      check("/v1/runs/{run_id}/callback", "get", server.get(run + "/callback"));
      check("/v1/runs/{run_id}/logs", "get", server.get(run + "/logs"));
      String again = "/callback-redeliveries";
      check(
          "/v1/runs/{run_id}" + again,
          "post",
          recorded(() -> server.post(run + again, null), answer -> answer.status() != 422));
      receiver.take();
      check("/v1/runs/{run_id}", "get", server.get("/v1/runs/x"));
      check("/v1/runs", "get", server.get("/v1/runs?limit=3"));
      check("/v1/runs", "get", server.get("/v1/runs?limit=0"));
      check("/v1/runs/statuses", "get", server.get("/v1/runs/statuses"));
    }
  }

  @Test
  @Walks({
    "POST /v1/models/{model...}/batches",
    "GET /v1/batches",
    "GET /v1/batches/{id}",
    "GET /v1/batches/{id}/items",
    "POST /v1/batches/{id}/cancellation",
    "GET /v1/batches/{id}/callback",
    "POST /v1/batches/{id}/callback-redeliveries"
  })
  void batchesAnswerAsDocumented() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      String batches = "/v1/models/" + MODEL + "/batches";
      String body =
          """
          {"input": [{"prompt": "x", "client_ref": "r"}], "callback_url": "%s",
           "metadata": {"sandbox": {"delay_ms": 3600000}}}
          """
              .formatted(receiver.url());
      check(batches, "post", server.post(batches + "?dry_run=true", body));
      check(batches, "post", server.post(batches, "{\"input\":[{}]}"));
      Answer created = server.post(batches, body);
      check(batches, "post", created);
      String batch = "/v1/batches/" + created.json().path("id").stringValue();
      String documented = "/v1/batches/{batch_id}";
      check(documented, "get", server.get(batch));
      check(documented + "/items", "get", server.get(batch + "/items"));
      check(documented + "/cancellation", "post", server.post(batch + "/cancellation", null));
      check(documented + "/cancellation", "post", server.post(batch + "/cancellation", null));
      check(documented, "get", server.get(batch));
      receiver.take();
      check(documented + "/callback", "get", server.get(batch + "/callback"));
      String again = "/callback-redeliveries";
      check(
          documented + again,
          "post",
          recorded(() -> server.post(batch + again, null), answer -> answer.status() != 422));
      receiver.take();
      check("/v1/batches", "get", server.get("/v1/batches?limit=3"));
      check(documented, "get", server.get("/v1/batches/x"));
    }
  }

  @Test
  @Walks({"GET /v1/runs/{id}/events", "POST /v1/runs/{id}/read-tokens"})
  void followedRunsAnswerAsDocumented() throws Exception {
    String body =
        "{\"input\":{\"prompt\":\"x\"},\"metadata\":{\"sandbox\":{\"fail\":\"INTERNAL\"}}}";
    String id = server.begin(server.testKey(), MODEL, body);
    server.awaitEnd(id);
    String run = "/v1/runs/" + id;
    check("/v1/runs/{run_id}/events", "get", server.get(run + "/events"));
    check("/v1/runs/{run_id}/events", "get", server.get("/v1/runs/x/events"));
    check("/v1/runs/{run_id}", "get", server.get(run + "?embed=logs,events"));
    String tokens = "/v1/runs/{run_id}/read-tokens";
    Answer token = server.post(run + "/read-tokens", null);
    check(tokens, "post", token);
    check(tokens, "post", server.post(run + "/read-tokens", "{\"expires_in_seconds\":1}"));
    String reading = run + "?token=" + token.json().path("token").stringValue();
    check("/v1/runs/{run_id}", "get", server.send("GET", reading, "", null, Map.of()));
  }

  @Test
  void tooManyCreationsAreRefusedAsDocumented() throws Exception {
    var limited =
        TestServer.Options.standard()
            .with("limits.creations_per_second", "1")
            .with("limits.burst", "1")
            .clock(InstantSource.fixed(Instant.now()));
    try (var other = TestServer.start(limited)) {
      String body = "{\"input\":{\"prompt\":\"x\"}}";
      Answer accepted = other.create(MODEL, body);
      assertThat(accepted.status()).isEqualTo(201);
      check(RUNS, "post", accepted);
      Answer refused = other.create(MODEL, body);
      assertThat(refused.status()).isEqualTo(429);
      check(RUNS, "post", refused);
      for (Answer answer : List.of(accepted, refused)) {
        assertThat(answer.headers().map().keySet())
            .contains("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset");
      }
    }
  }

  @Test
  @Walks({
    "GET /v1/billing/balance",
    "PATCH /v1/billing/balance",
    "GET /v1/credit-balances",
    "GET /v1/billing/transactions",
    "GET /v1/billing/invoices/{month}",
    "GET /v1/usage",
    "POST /v1/admin/credits"
  })
  void billingAnswersAsDocumented() throws Exception {
    check("/v1/billing/balance", "get", server.get("/v1/billing/balance"));
    check("/v1/billing/transactions", "get", server.get("/v1/billing/transactions?limit=1"));
    check("/v1/billing/transactions", "get", server.get("/v1/billing/transactions?limit=x"));
    check("/v1/credit-balances", "get", server.get("/v1/credit-balances"));
    for (String body : List.of("{\"low_balance_threshold\":\"1.50\"}", "{}", "[]")) {
      check(
          "/v1/billing/balance",
          "patch",
          server.send("PATCH", "/v1/billing/balance", server.testKey(), body, Map.of()));
    }
    check("/v1/billing/balance", "get", server.get("/v1/billing/balance"));
    for (String query : List.of("", "?group_by=key,day,model", "?group_by=x")) {
      check("/v1/usage", "get", server.get("/v1/usage" + query));
    }
    for (String month : List.of("2026-01", "x", "2026-01?format=x")) {
      check("/v1/billing/invoices/{month}", "get", server.get("/v1/billing/invoices/" + month));
    }
    String credit = "{\"amount\":\"1.50\",\"livemode\":true,\"note\":\"n\"}";
    check(
        "/v1/admin/credits",
        "post",
        server.send("POST", "/v1/admin/credits", server.serviceKey(), credit, Map.of()));
    check("/v1/admin/credits", "post", server.post("/v1/admin/credits", credit));
  }

  @Test
  @Walks({
    "GET /v1/auth/me",
    "POST /v1/admin/organisations",
    "GET /v1/admin/organisations",
    "GET /v1/admin/organisations/{id}",
    "POST /v1/admin/organisations/{id}/keys",
    "GET /v1/admin/organisations/{id}/keys",
    "GET /v1/admin/organisations/{id}/retention",
    "PATCH /v1/admin/organisations/{id}/retention",
    "GET /v1/admin/keys/{id}",
    "POST /v1/admin/keys/{id}/rotations",
    "DELETE /v1/admin/keys/{id}",
    "GET /v1/admin/settings"
  })
  void keysAnswerAsDocumented() throws Exception {
    check("/v1/auth/me", "get", server.get("/v1/auth/me"));
    check("/v1/auth/me", "get", administer("GET", "/v1/auth/me", null));
    String all = "/v1/admin/organisations";
    Answer made = administer("POST", all, "{\"name\":\"Acme\"}");
    check(all, "post", made);
    check(all, "post", administer("POST", all, "{}"));
    check(all, "get", administer("GET", all, null));
    String org = all + "/" + made.json().path("id").stringValue();
    check(all + "/{organisation_id}", "get", administer("GET", org, null));
    check(all + "/{organisation_id}", "get", administer("GET", all + "/x", null));
    String retention = all + "/{organisation_id}/retention";
    check(retention, "get", administer("GET", org + "/retention", null));
    check(retention, "patch", administer("PATCH", org + "/retention", "{\"assets_days\":1}"));
    check(retention, "patch", administer("PATCH", org + "/retention", "{\"assets_days\":-1}"));
    String keys = all + "/{organisation_id}/keys";
    Answer key =
        administer(
            "POST",
            org + "/keys",
            "{\"name\":\"k\",\"kind\":\"test\",\"spending_cap\":{\"amount\":\"5\",\"period\":\"day\"}}");
    check(keys, "post", key);
    check(keys, "get", administer("GET", org + "/keys", null));
    String one = "/v1/admin/keys/" + key.json().path("id").stringValue();
    String documented = "/v1/admin/keys/{key_id}";
    check(documented, "get", administer("GET", one, null));
    check(documented + "/rotations", "post", administer("POST", one + "/rotations", "{}"));
    check(documented + "/rotations", "post", administer("POST", one + "/rotations", "{}"));
    check(documented, "delete", administer("DELETE", one, null));
    check("/v1/admin/settings", "get", administer("GET", "/v1/admin/settings", null));
  }

  @Test
  @Walks({
    "POST /v1/videos",
    "GET /v1/videos",
    "GET /v1/videos/{id}",
    "DELETE /v1/videos/{id}",
    "GET /v1/videos/{id}/content",
    "POST /v1/videos/{id}/remix",
    "GET /v1/files/{name}"
  })
  void videosAnswerAsDocumented() throws Exception {
    server.keepClip("1280x720-4s-sound");
    String order =
        """
        {"model": "google/veo3.1", "prompt": "x", "seconds": "4", "size": "1280x720",
         "metadata": {"sandbox": {"instant": true}}}
        """;
    Answer made = server.post("/v1/videos", order);
    check("/v1/videos", "post", made);
    check("/v1/videos", "post", server.post("/v1/videos", "{}"));
    String id = made.json().path("id").stringValue();
    JsonNode run = server.awaitEnd(id.substring("video_".length()));
    String one = "/v1/videos/" + id;
    String documented = "/v1/videos/{video_id}";
    check("/v1/videos", "get", server.get("/v1/videos"));
    check(documented, "get", server.get(one));
    check(documented + "/content", "get", server.get(one + "/content"));
    check(documented + "/content", "get", server.get(one + "/content?variant=x"));
    check(documented + "/remix", "post", server.post(one + "/remix", "{}"));
    String link = run.at("/output/outputs/0/url").stringValue();
    check("/v1/files/{name}", "get", server.send("GET", link, "", null, Map.of()));
    Answer part = server.send("GET", link, "", null, Map.of("Range", "bytes=0-1"));
    assertThat(part.status()).isEqualTo(206);
    check("/v1/files/{name}", "get", part);
    check(
        "/v1/files/{name}",
        "get",
        server.send("GET", link.substring(0, link.length() - 1), "", null, Map.of()));
    check(documented, "delete", server.send("DELETE", one, server.testKey(), null, Map.of()));
    check(documented, "get", server.get(one));
  }

  @Test
  @Walks({
    "GET /.well-known/api-catalog",
    "GET /openapi.json",
    "GET /llms.txt",
    "GET /llms-full.txt",
    "GET /docs",
    "GET /docs/{page...}",
    "GET /docs/search",
    "GET /docs/search.json",
    "GET /examples/{name}",
    "GET /metrics"
  })
  void documentsAnswerAsDocumented() throws Exception {
    check("/.well-known/api-catalog", "get", server.get("/.well-known/api-catalog"));
    check("/metrics", "get", server.get("/metrics"));
    for (String path :
        List.of("/openapi.json", "/llms.txt", "/llms-full.txt", "/docs", "/docs/search.json")) {
      Answer first = server.get(path);
      check(path, "get", first);
      Map<String, String> known = Map.of("If-None-Match", first.header("ETag").orElseThrow());
      Answer again = server.send("GET", path, "", null, known);
      assertThat(again.status()).as(path).isEqualTo(304);
      check(path, "get", again);
    }
    check("/docs/{page}", "get", server.get("/docs/runs"));
    check("/docs/{page}", "get", server.get("/docs/runs.md"));
    check("/docs/search", "get", server.get("/docs/search?q=callback"));
    check("/examples/{name}", "get", server.get("/examples/cathedral.jpg"));
  }

  private static Answer administer(String method, String path, @Nullable String body)
      throws Exception {
    return server.send(method, path, server.serviceKey(), body, Map.of());
  }

  /** Asks until what a receiver knows already has been recorded. */
  private static Answer recorded(Callable<Answer> ask, Predicate<Answer> recorded)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Answer answer = ask.call();
    while (!recorded.test(answer) && System.nanoTime() < end) {
      answer = ask.call();
    }
    return answer;
  }

  /** Holds an answer against its schema; a field that the schema does not know fails too. */
  private static void check(String path, String method, Answer answer) {
    String status = Integer.toString(answer.status());
    JsonNode response =
        follow(document.path("paths").path(path).path(method).path("responses").path(status));
    assertThat(response.isObject()).as("%s %s answered %s", method, path, answer).isTrue();
    assertThat(withMeaning(answer))
        .as("%s %s answered %s", method, path, answer)
        .isSubsetOf(lowerCase(response.path("headers").propertyNames()));
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.header("Content-Type").orElseThrow().split(";", 2)[0];
    assertThat(content.has(type)).as("%s %s is %s", method, path, type).isTrue();
    JsonNode schema = content.path(type).path("schema");
    if (schema.isObject() && type.equals("application/json")) {
      var compiled =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(strict(schema, true));
      assertThat(compiled.validate(answer.json())).as("%s", answer).isEmpty();
    }
  }

  /**
   * A schema without references in which an object may have no property that is not described.
   *
   * @param whole whether it describes its object alone, and not with others beside it
   */
  private static JsonNode strict(JsonNode schema, boolean whole) {
    if (schema.has("$ref")) {
      return strict(follow(schema), whole);
    }
    if (schema.isArray()) {
      ArrayNode items = Json.MAPPER.createArrayNode();
      schema.forEach(item -> items.add(strict(item, whole)));
      return items;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode strict = Json.object();
    schema
        .properties()
        .forEach(
            property ->
                strict.set(
                    property.getKey(),
                    strict(property.getValue(), whole && !property.getKey().equals("allOf"))));
    boolean described =
        schema.path("properties").isObject() && schema.path("type").toString().contains("object");
    if (whole && (described || schema.has("allOf"))) {
      strict.put("unevaluatedProperties", false);
    }
    return strict;
  }

  private static Set<String> withMeaning(Answer answer) {
    Set<String> names = lowerCase(answer.headers().map().keySet());
    names.retainAll(HEADERS_WITH_MEANING);
    return names;
  }

  private static Set<String> lowerCase(Collection<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode follow(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  /** A documented path as the routing table has it: the model's id is a part there. */
  private static String template(String path) {
    String general = path;
    for (var model : Rendered.CATALOG.all()) {
      general =
          general.replaceFirst(
              "^/v1/models/" + model.id() + "(/runs|/batches)?$", "/v1/models/{}$1");
    }
    return withoutNames(general);
  }

  private static String withoutNames(String route) {
    return route.replaceAll("\\{[^}]*}", "{}");
  }
}
