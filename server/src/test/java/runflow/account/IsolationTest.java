package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

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
          "GET /v1/runs/{id}/logs",
          "GET /v1/runs/{id}/callback",
          "POST /v1/runs/{id}/callback-redeliveries",
          "GET /v1/videos/{id}",
          "DELETE /v1/videos/{id}",
          "GET /v1/videos/{id}/content",
          "POST /v1/videos/{id}/remix",
          "GET /v1/callback-secrets/{id}",
          "PATCH /v1/callback-secrets/{id}",
          "DELETE /v1/callback-secrets/{id}");

  /** Routes that a service key opens for one organisation at a time. */
  private static final Set<String> OPERATORS = Set.of("POST /v1/admin/runs/{id}/cancellation");

  /** Routes whose id is nobody's own, and why. */
  private static final Map<String, String> SHARED =
      Map.of(
          "POST /v1/models/{model...}/runs", "models belong to all",
          "GET /v1/models/{model...}", "models belong to all",
          "GET /docs/{page...}", "documents belong to all",
          "GET /examples/{name}", "examples belong to all",
          "GET /v1/files/{name}", "the link's signature is the permission",
          "POST /v1/provider-webhooks/{provider}/{run}", "the provider's signature decides",
          "GET /v1/admin/organisations/{id}", "a service key administers every organisation",
          "POST /v1/admin/organisations/{id}/keys", "a service key administers every organisation",
          "GET /v1/admin/organisations/{id}/keys", "a service key administers every organisation",
          "POST /v1/admin/keys/{id}/rotations", "a service key administers every organisation");

  /** As the others of keys: a service key administers every organisation. */
  private static final String REVOCATION = "DELETE /v1/admin/keys/{id}";

  private static TestServer server;
  private static String stranger = "";
  private static List<String> foreignRuns = List.of();
  private static List<String> foreignOthers = List.of();

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    stranger = server.strangerKey();
    try (var receiver = CallbackReceiver.answering(200)) {
      String strangersRun = canceledRun(stranger, receiver);
      String ownTestRun = canceledRun(server.testKey(), receiver);
      foreignRuns = List.of(strangersRun, ownTestRun);
      List<String> others = new ArrayList<>();
      others.add(
          server
              .send("POST", "/v1/callback-secrets", stranger, "{\"label\":\"s\"}", Map.of())
              .json()
              .path("id")
              .stringValue());
      others.addAll(
          server
              .db()
              .query(
                  sql ->
                      sql.createQuery("select id::text from callback_delivery")
                          .mapTo(String.class)
                          .list()));
      others.addAll(keysAndOrganisations());
      others.add(asset());
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
            Stream.of(CALLERS, OPERATORS, SHARED.keySet(), Set.of(REVOCATION))
                .flatMap(Set::stream)
                .toList());
  }

  @Test
  void anotherOnesObjectAnswersAsNone() throws Exception {
    for (String route : CALLERS) {
      for (String id : foreign()) {
        assertNone(route, server.liveKey(), id);
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
    String body = parts[0].equals("GET") ? null : "{\"label\":\"taken\"}";
    return server.send(parts[0], parts[1].replace("{id}", id), key, body, Map.of());
  }

  private static String canceledRun(String key, CallbackReceiver receiver) throws Exception {
    String body =
        """
        {"input": {"prompt": "x"}, "callback_url": "%s",
         "metadata": {"sandbox": {"delay_ms": 60000}}}
        """
            .formatted(receiver.url());
    String id = server.begin(key, "google/veo3.1", body);
    Answer canceled = server.send("POST", "/v1/runs/" + id + "/cancellation", key, null, Map.of());
    assertThat(canceled.status()).isEqualTo(201);
    receiver.take();
    return id;
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

  /** A stored picture of the stranger. */
  private static String asset() {
    String id = UUID.randomUUID().toString();
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        insert into asset (id, org_id, livemode, mime_type, size_bytes, sha256, created_at)
                        select ?::uuid, max(org_id::text)::uuid, false, 'image/png', 1, 'x', now()
                        from callback_secret
                        """,
                        id));
    return id;
  }
}
