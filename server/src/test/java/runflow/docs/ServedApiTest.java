package runflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document promises is what the server does, and the other way round. */
class ServedApiTest {
  /** Documents, files whose links are handed out ready to use, and what only operators read. */
  private static final Set<String> UNDOCUMENTED =
      Set.of(
          "GET /.well-known/api-catalog",
          "GET /openapi.json",
          "GET /llms.txt",
          "GET /llms-full.txt",
          "GET /docs/{}",
          "GET /examples/{}",
          "GET /v1/files/{}",
          "GET /metrics");

  private static final Set<String> HEADERS_WITH_MEANING =
      Set.of(
          "location",
          "retry-after",
          "idempotent-replayed",
          "ratelimit-limit",
          "ratelimit-remaining",
          "ratelimit-reset");

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
            .filter(route -> !UNDOCUMENTED.contains(route))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().propertyNames().stream()
                    .filter(method -> List.of("get", "post", "patch", "delete").contains(method))
                    .forEach(
                        method ->
                            documented.add(
                                method.toUpperCase(Locale.ROOT) + " " + template(path.getKey()))));
    assertThat(documented).isEqualTo(served);
  }

  @Test
  void onlyOpenRoutesNeedNoKey() throws Exception {
    for (var path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (get.isMissingNode()) {
        continue;
      }
      String url = path.getKey().replaceAll("\\{\\w+}", "x");
      int status = server.send("GET", url, "", null, Map.of()).status();
      boolean open = get.path("security").isArray() && get.path("security").isEmpty();
      assertThat(status).as(url).isEqualTo(open ? 200 : 401);
    }
  }

  @Test
  void modelsAnswerAsDocumented() throws Exception {
    check("/v1/models", "get", server.get("/v1/models"));
    check("/v1/models", "get", server.get("/v1/models?search=image"));
    check("/v1/public/models", "get", server.get("/v1/public/models"));
    check("/v1/models/" + MODEL, "get", server.get("/v1/models/" + MODEL));
    check("/v1/health", "get", server.get("/v1/health"));
    check("/v1/readiness", "get", server.get("/v1/readiness"));
  }

  @Test
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
  void runsAnswerAsDocumented() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      String body =
          """
          {"input": {"prompt": "x"}, "callback_url": "%s", "client_ref": "r",
           "metadata": {"sandbox": {"delay_ms": 60000}}}
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
      String admin = "/v1/admin" + run + "/cancellation";
      check(
          "/v1/admin" + cancel.substring(3),
          "post",
          server.send("POST", admin, server.serviceKey(), null, Map.of()));
      receiver.take();
      check("/v1/runs/{run_id}/callback", "get", server.get(run + "/callback"));
      check("/v1/runs/{run_id}", "get", server.get("/v1/runs/x"));
      check("/v1/runs", "get", server.get("/v1/runs?limit=3"));
      check("/v1/runs", "get", server.get("/v1/runs?limit=0"));
      check("/v1/runs/statuses", "get", server.get("/v1/runs/statuses"));
    }
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
  void billingAnswersAsDocumented() throws Exception {
    check("/v1/billing/balance", "get", server.get("/v1/billing/balance"));
    check("/v1/billing/transactions", "get", server.get("/v1/billing/transactions?limit=1"));
    check("/v1/billing/transactions", "get", server.get("/v1/billing/transactions?limit=x"));
    String credit = "{\"amount\":\"1.50\",\"livemode\":true,\"note\":\"n\"}";
    check(
        "/v1/admin/credits",
        "post",
        server.send("POST", "/v1/admin/credits", server.serviceKey(), credit, Map.of()));
    check("/v1/admin/credits", "post", server.post("/v1/admin/credits", credit));
  }

  /** Holds an answer against its schema; a field that the schema does not know fails too. */
  private static void check(String path, String method, Answer answer) {
    String status = Integer.toString(answer.status());
    JsonNode response =
        document.path("paths").path(path).path(method).path("responses").path(status);
    assertThat(response.isObject()).as("%s %s answered %s", method, path, answer).isTrue();
    if (answer.status() < 300 || answer.status() == 429) {
      assertThat(withMeaning(answer))
          .as("%s %s answered %s", method, path, answer)
          .isSubsetOf(lowerCase(follow(response).path("headers").propertyNames()));
    }
    JsonNode media = follow(response).at("/content/application~1json/schema");
    if (media.isMissingNode()) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    ObjectNode schema = (ObjectNode) media.deepCopy();
    schema.put("unevaluatedProperties", false);
    if (schema.path("items").isObject()) {
      ((ObjectNode) schema.path("items")).put("unevaluatedProperties", false);
    }
    JsonNode items = schema.at("/properties/items/items");
    if (items.isObject()) {
      ((ObjectNode) items).put("unevaluatedProperties", false);
    }
    schema.set("components", document.path("components"));
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(compiled.validate(answer.json())).as("%s", answer).isEmpty();
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
      general = general.replaceFirst("^/v1/models/" + model.id() + "(/runs)?$", "/v1/models/{}$1");
    }
    return withoutNames(general);
  }

  private static String withoutNames(String route) {
    return route.replaceAll("\\{[^}]*}", "{}");
  }
}
