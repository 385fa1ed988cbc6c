package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.id.DeliveryId;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Programs that fetch events. */
class EventListenerTest {
  private static TestServer server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    api = new Api(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void anEventWaitsForItsListenerUntilItIsDone() throws Exception {
    JsonNode listener = server.post("/v1/event-listeners", "{}").json();
    String path = "/v1/event-listeners/" + listener.path("id").stringValue();
    assertThat(listener.path("plain_secret").stringValue()).startsWith("whsec_");
    assertThat(events(path + "/events")).isEmpty();
    String run = api.failingRun();
    JsonNode event = events(path + "/events?wait=20").getFirst();

    assertThat(event.path("event_type_code").stringValue()).isEqualTo("run.failed");
    JsonNode payload = Json.tree(event.path("payload_bytes").stringValue());
    assertThat(payload.path("run_id").stringValue()).isEqualTo(run);
    assertThat(event.path("headers").propertyNames())
        .contains("Runflow-Signature", "webhook-id", "webhook-signature", "Runflow-Request-Id");
    assertThat(events(path + "/events").getFirst().path("id")).isEqualTo(event.path("id"));
    String one = path + "/events/" + event.path("id").stringValue();
    assertThat(api.delete(one).status()).isEqualTo(204);
    assertThat(api.delete(one).status()).isEqualTo(204);
    assertThat(events(path + "/events")).isEmpty();
    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(server.get(path + "/events").status()).isEqualTo(404);
  }

  @Test
  void aWaitEndsAsSoonAsSomethingHappensHere() throws Exception {
    JsonNode listener =
        server.post("/v1/event-listeners", "{\"events\": [\"run.cancelled\"]}").json();
    String path = "/v1/event-listeners/" + listener.path("id").stringValue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<JsonNode>> wait = () -> events(path + "/events?wait=60&limit=1");
      Future<List<JsonNode>> waiting = threads.submit(wait);
      api.failedRun();
      String run = api.run("{\"sandbox\": {\"delay_ms\": 3600000}}");
      server.post("/v1/runs/" + run + "/cancellation", null);
      assertThat(waiting.get()).hasSize(1);
      assertThat(waiting.get().getFirst().path("payload_bytes").stringValue()).contains(run);
    }
  }

  @Test
  void aServerThatStopsAnswersThoseWhoWaitAndWhatHappenedIsKept() throws Exception {
    try (var own = TestServer.start(TestServer.Options.standard().with("runs.drain", "10s"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      JsonNode listener = own.post("/v1/event-listeners", "{}").json();
      String path = "/v1/event-listeners/" + listener.path("id").stringValue() + "/events";
      String first = new Api(own).failingRun();
      assertThat(own.get(path + "?wait=20").text()).contains(first);
      JsonNode other = own.post("/v1/event-listeners", "{}").json();
      String quiet = "/v1/event-listeners/" + other.path("id").stringValue() + "/events";
      Callable<Answer> wait = () -> own.get(quiet + "?wait=60");
      expireSoon(own, other.path("id").stringValue());
      Future<Answer> waiting = threads.submit(wait);
      awaitRenewal(own, other.path("id").stringValue());
      own.stop();
      assertThat(waiting.get().json().path("items")).isEmpty();
      own.startAgain(TestServer.Options.standard());
      assertThat(own.get(path).text()).contains(first);
    }
  }

  @Test
  void whoeverIsBusyWithEventsKeepsItsListener() throws Exception {
    String listener = server.post("/v1/event-listeners", "{}").json().path("id").stringValue();
    expireSoon(server, listener);
    api.delete("/v1/event-listeners/" + listener + "/events/" + DeliveryId.create());
    assertThat(minutesLeft(server, listener)).isBetween(13.0, 15.0);
  }

  private static void expireSoon(TestServer at, String listener) {
    at.db()
        .query(
            sql ->
                sql.execute(
                    "update event_listener set expires_at = now() + interval '1 min' where id = ?",
                    UUID.fromString(listener)));
  }

  /** Whoever waits has renewed its listener before. */
  private static void awaitRenewal(TestServer at, String listener) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (minutesLeft(at, listener) < 2) {
      assertThat(System.nanoTime()).as("somebody waits for events").isLessThan(end);
    }
  }

  private static double minutesLeft(TestServer at, String listener) {
    return at.db()
        .query(
            sql ->
                sql.createQuery(
                        "select extract(epoch from expires_at - now()) / 60 from event_listener"
                            + " where id = :id")
                    .bind("id", UUID.fromString(listener))
                    .mapTo(Double.class)
                    .one());
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    JsonNode listener = server.post("/v1/event-listeners", "{}").json();
    String path = "/v1/event-listeners/" + listener.path("id").stringValue() + "/events";
    for (String query : List.of("?wait=61", "?wait=x", "?limit=0", "?limit=101")) {
      Refusal.of(server.get(path + query), 400, "BAD_REQUEST");
    }
    Answer unknown = server.post("/v1/event-listeners", "{\"events\": [\"run.complete\"]}");
    assertThat(Refusal.of(unknown, 422, "VALIDATION_FAILED").message())
        .contains("did you mean run.completed?");
    String stranger = server.strangerKey();
    Refusal.of(server.send("GET", path, stranger, null, Map.of()), 404, "NOT_FOUND");
  }

  private static List<JsonNode> events(String path) throws Exception {
    Answer answer = server.get(path);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().path("items").valueStream().toList();
  }
}
