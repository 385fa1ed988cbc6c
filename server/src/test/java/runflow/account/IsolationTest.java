package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/**
 * Every route that takes an id, with every kind of id that belongs to somebody else: nobody can
 * tell it from an id that does not exist. A new route with an id fails here until it is in one of
 * the lists.
 */
class IsolationTest {
  /** Routes that a live or test key opens; each is tried with every foreign id. */
  private static final Set<String> CALLERS =
      Set.of(
          "GET /v1/runs/{id}",
          "POST /v1/runs/{id}/cancellation",
          "GET /v1/runs/{id}/events",
          "POST /v1/runs/{id}/read-tokens",
          "GET /v1/runs/{id}/logs",
          "GET /v1/runs/{id}/callback",
          "POST /v1/runs/{id}/callback-redeliveries",
          "GET /v1/videos/{id}",
          "DELETE /v1/videos/{id}",
          "GET /v1/videos/{id}/content",
          "POST /v1/videos/{id}/remix",
          "GET /v1/assets/{id}",
          "DELETE /v1/assets/{id}",
          "POST /v1/asset-uploads/{id}/confirmations",
          "GET /v1/asset-folders/{id}",
          "PATCH /v1/asset-folders/{id}",
          "DELETE /v1/asset-folders/{id}",
          "GET /v1/batches/{id}",
          "GET /v1/batches/{id}/items",
          "POST /v1/batches/{id}/cancellation",
          "GET /v1/batches/{id}/callback",
          "POST /v1/batches/{id}/callback-redeliveries",
          "GET /v1/callback-secrets/{id}",
          "PATCH /v1/callback-secrets/{id}",
          "DELETE /v1/callback-secrets/{id}",
          "GET /v1/webhooks/{id}",
          "PATCH /v1/webhooks/{id}",
          "DELETE /v1/webhooks/{id}",
          "POST /v1/webhooks/{id}/tests",
          "POST /v1/webhooks/{id}/redeliveries",
          "GET /v1/webhooks/{id}/deliveries",
          "GET /v1/webhooks/{webhook}/deliveries/{id}",
          "POST /v1/webhooks/{webhook}/deliveries/{id}/redeliveries",
          "GET /v1/webhooks/{webhook}/deliveries/{id}/attempts",
          "GET /v1/webhooks/{webhook}/deliveries/{delivery}/attempts/{id}",
          "GET /v1/event-listeners/{id}/events",
          "DELETE /v1/event-listeners/{id}",
          "DELETE /v1/event-listeners/{listener}/events/{id}");

  /** Routes that a service key opens for one organisation at a time. */
  private static final Set<String> OPERATORS = Set.of("POST /v1/admin/runs/{id}/cancellation");

  private static final String ADMINISTERED = "a service key administers every organisation";

  /** Routes whose id is nobody's own, and why. */
  private static final Map<String, String> SHARED =
      Map.ofEntries(
          Map.entry("POST /v1/models/{model...}/runs", "models belong to all"),
          Map.entry("POST /v1/models/{model...}/batches", "models belong to all"),
          Map.entry("GET /v1/models/{model...}", "models belong to all"),
          Map.entry("GET /docs/{page...}", "documents belong to all"),
          Map.entry("GET /examples/{name}", "examples belong to all"),
          Map.entry("GET /v1/files/{name}", "the link's signature is the permission"),
          Map.entry(
              "POST /v1/provider-webhooks/{provider}/{run}", "the provider's signature decides"),
          Map.entry("GET /v1/admin/organisations/{id}", ADMINISTERED),
          Map.entry("POST /v1/admin/organisations/{id}/keys", ADMINISTERED),
          Map.entry("GET /v1/admin/organisations/{id}/keys", ADMINISTERED),
          Map.entry("POST /v1/admin/keys/{id}/rotations", ADMINISTERED));

  /** As the others of keys: a service key administers every organisation. */
  private static final Set<String> ADMINISTRATION =
      Set.of(
          "GET /v1/admin/keys/{id}",
          "DELETE /v1/admin/keys/{id}",
          "GET /v1/admin/organisations/{id}/retention",
          "PATCH /v1/admin/organisations/{id}/retention");

  /** As for files: the link's signature is the permission. */
  private static final String UPLOAD = "PUT /v1/asset-uploads/{id}/content";

  /** Months belong to all; whose money is in the invoice, the key says. */
  private static final String INVOICE = "GET /v1/billing/invoices/{month}";

  /** As models: types of events belong to all. */
  private static final String EVENT_TYPE = "GET /v1/webhooks/event-types/{code}";

  private static TestServer server;
  private static String stranger = "";
  private static List<String> foreignRuns = List.of();
  private static List<String> foreignOthers = List.of();

  /** What the stranger has in the mode of the own test key. */
  private static List<String> strangers = List.of();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    stranger = server.strangerKey();
    try (var receiver = CallbackReceiver.answering(200)) {
      String strangersRun = canceledRun(stranger, receiver);
      String ownTestRun = canceledRun(server.testKey(), receiver);
      foreignRuns = List.of(strangersRun, ownTestRun);
      String secret = made("/v1/callback-secrets", stranger, "{\"label\":\"s\"}");
      List<String> others = new ArrayList<>(List.of(secret));
      others.addAll(
          server
              .db()
              .query(
                  sql ->
                      sql.createQuery("select id::text from callback_delivery")
                          .mapTo(String.class)
                          .list()));
      List<String> theirs = new ArrayList<>(webhooks(receiver, stranger));
      theirs.addAll(assets(stranger));
      theirs.add(canceledBatch(receiver));
      others.addAll(theirs);
      strangers = Stream.concat(Stream.of(strangersRun, secret), theirs.stream()).toList();
      others.addAll(webhooks(receiver, server.testKey()));
      others.addAll(assets(server.testKey()));
      others.addAll(keysAndOrganisations());
      foreignOthers = List.copyOf(others);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void everyRouteWithAnIdIsCovered() {
    List<String> withId = server.routes().stream().filter(route -> route.contains("{")).toList();
    assertThat(withId)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(
                    CALLERS,
                    OPERATORS,
                    SHARED.keySet(),
                    ADMINISTRATION,
                    Set.of(UPLOAD, INVOICE, EVENT_TYPE))
                .flatMap(Set::stream)
                .toList());
  }

  @Test
  void anotherOnesObjectAnswersAsNone() throws Exception {
    for (String route : CALLERS) {
      for (String id : foreign()) {
        assertNone(route, server.liveKey(), id);
      }
      for (String id : strangers) {
        // In the same mode, so that the organisation alone keeps them apart.
        assertNone(route, server.testKey(), id);
      }
    }
    for (String run : foreignRuns) {
      assertThat(server.send("GET", "/v1/runs/" + run, owner(run), null, Map.of()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void anOperatorActsForOneOrganisationAtATime() throws Exception {
    for (String route : OPERATORS) {
      assertNone(route, server.serviceKey(), foreignRuns.getFirst());
      for (String id : foreignOthers) {
        assertNone(route, server.serviceKey(), id);
      }
    }
  }

  @Test
  void anotherOnesSecretIsUntouched() throws Exception {
    String secret = foreignOthers.getFirst();
    assertThat(
            server
                .send("GET", "/v1/callback-secrets/" + secret, stranger, null, Map.of())
                .json()
                .path("label")
                .stringValue())
        .isEqualTo("s");
  }

  private static List<String> foreign() {
    return Stream.concat(foreignRuns.stream(), foreignOthers.stream()).toList();
  }

  private static String owner(String run) {
    return run.equals(foreignRuns.getFirst()) ? stranger : server.testKey();
  }

  /** The answers for a foreign id and for one that nobody has differ in the id only. */
  private static void assertNone(String route, String key, String id) throws Exception {
    String unknown = UUID.randomUUID().toString();
    Answer answer = send(route, key, id);
    Answer none = send(route, key, unknown);
    assertThat(answer.status()).as("%s %s: %s", route, id, answer).isEqualTo(404);
    Refusal.of(none);
    assertThat(answer.json().toString().replace(id, unknown))
        .as("%s %s", route, id)
        .isEqualTo(none.json().toString());
    assertThat(answer.headers().map().keySet()).isEqualTo(none.headers().map().keySet());
  }

  private static Answer send(String route, String key, String id) throws Exception {
    String[] parts = route.split(" ", 2);
    String body =
        switch (parts[0]) {
          case "GET" -> null;
          default ->
              parts[1].endsWith("/read-tokens")
                  ? null
                  : parts[1].endsWith("/confirmations")
                      ? "{}"
                      : parts[1].contains("folders")
                          ? "{\"name\":\"taken\"}"
                          : "{\"label\":\"taken\"}";
        };
    String path = parts[1].replace("{webhook}", "any").replaceAll("\\{(id|delivery|listener)}", id);
    return server.send(parts[0], path, key, body, Map.of());
  }

  private static String canceledRun(String key, CallbackReceiver receiver) throws Exception {
    String body =
        """
        {"input": {"prompt": "x"}, "callback_url": "%s",
         "metadata": {"sandbox": {"delay_ms": 3600000}}}
        """
            .formatted(receiver.url());
    String id = server.begin(key, "google/veo3.1", body);
    Answer canceled = server.send("POST", "/v1/runs/" + id + "/cancellation", key, null, Map.of());
    assertThat(canceled.status()).isEqualTo(201);
    receiver.take();
    return id;
  }

  private static String canceledBatch(CallbackReceiver receiver) throws Exception {
    String body =
        """
        {"input": [{"prompt": "x"}], "callback_url": "%s",
         "metadata": {"sandbox": {"delay_ms": 3600000}}}
        """
            .formatted(receiver.url());
    String path = "/v1/models/google/veo3.1/batches";
    String id = server.send("POST", path, stranger, body, Map.of()).json().path("id").stringValue();
    String cancellation = "/v1/batches/" + id + "/cancellation";
    assertThat(server.send("POST", cancellation, stranger, null, Map.of()).status()).isEqualTo(201);
    receiver.take();
    return id;
  }

  /** A webhook with a delivery, and a listener. */
  private static List<String> webhooks(CallbackReceiver receiver, String key) throws Exception {
    String hook = made("/v1/webhooks", key, "{\"url\": \"%s\"}".formatted(receiver.url()));
    String delivery = made("/v1/webhooks/" + hook + "/tests", key, null);
    receiver.take();
    return List.of(hook, delivery, made("/v1/event-listeners", key, null));
  }

  private static String made(String path, String key, @Nullable String body) throws Exception {
    Answer answer = server.send("POST", path, key, body, Map.of());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json().path("id").stringValue();
  }

  private static List<String> keysAndOrganisations() {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery(
                        "select id::text from api_key union all select id::text from organisation")
                    .mapTo(String.class)
                    .list());
  }

  /** What somebody keeps: a picture, an upload, a folder. */
  private static List<String> assets(String key) throws Exception {
    byte[] png = Pictures.png(20, 20);
    String announced =
        "{\"filename\":\"a\",\"mime_type\":\"image/png\",\"size_bytes\":%d}".formatted(png.length);
    List<String> ids = new ArrayList<>();
    for (boolean confirmed : new boolean[] {true, false}) {
      JsonNode upload = server.send("POST", "/v1/asset-uploads", key, announced, Map.of()).json();
      server.send(
          "PUT",
          upload.path("upload_url").stringValue(),
          HttpRequest.BodyPublishers.ofByteArray(png),
          Map.of("Content-Type", "image/png"));
      String id = upload.path("asset_id").stringValue();
      if (confirmed) {
        String path = "/v1/asset-uploads/" + id + "/confirmations";
        assertThat(server.send("POST", path, key, "{}", Map.of()).status()).isEqualTo(201);
      }
      ids.add(id);
    }
    Answer folder = server.send("POST", "/v1/asset-folders", key, "{\"name\":\"f\"}", Map.of());
    ids.add(folder.json().path("id").stringValue());
    return ids;
  }
}
