package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The webhook routes of a server as a test calls them, with the test key. */
record Api(TestServer server) {
  static final String MODEL = "google/veo3.1";
  private static final long PATIENCE = 60_000_000_000L;

  JsonNode create(String body) throws Exception {
    Answer answer = server.post("/v1/webhooks", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  /** A webhook for everything at an address. */
  String createAt(String url) throws Exception {
    return create("{\"url\": \"%s\"}".formatted(url)).path("id").stringValue();
  }

  JsonNode read(String webhook) throws Exception {
    return server.get("/v1/webhooks/" + webhook).json();
  }

  Answer patch(String webhook, String body) throws Exception {
    return send("PATCH", "/v1/webhooks/" + webhook, body);
  }

  Answer delete(String path) throws Exception {
    return send("DELETE", path, null);
  }

  Answer send(String method, String path, @Nullable String body) throws Exception {
    return server.send(method, path, server.testKey(), body, Map.of());
  }

  /** A run that fails at once, which is the quickest event there is. */
  String failingRun() throws Exception {
    return run("{\"sandbox\": {\"fail\": \"INTERNAL\"}}");
  }

  /**
   * A run that has failed, so that its event is there for whoever is to hear of it, and no later.
   */
  String failedRun() throws Exception {
    String run = failingRun();
    server.end(run);
    return run;
  }

  String run(String metadata) throws Exception {
    return server.begin(
        server.testKey(),
        MODEL,
        "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}, \"metadata\": %s}"
            .formatted(metadata));
  }

  List<JsonNode> deliveries(String webhook) throws Exception {
    Answer answer = server.get("/v1/webhooks/" + webhook + "/deliveries?embed=attempts");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().path("items").valueStream().toList();
  }

  /** Waits until the deliveries are as wanted, newest first; each look is a round trip. */
  List<JsonNode> await(String webhook, Predicate<List<JsonNode>> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      List<JsonNode> deliveries = deliveries(webhook);
      if (wanted.test(deliveries)) {
        return deliveries;
      }
      assertThat(System.nanoTime()).as(deliveries.toString()).isLessThan(end);
    }
  }

  /** Waits for so many deliveries that have all ended. */
  List<JsonNode> ended(String webhook, int count) throws Exception {
    return await(
        webhook,
        found ->
            found.size() == count
                && found.stream().allMatch(one -> one.path("completed_at").isString()));
  }

  /** Waits until a webhook is as wanted. */
  JsonNode awaitWebhook(String webhook, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      JsonNode now = read(webhook);
      if (wanted.test(now)) {
        return now;
      }
      assertThat(System.nanoTime()).as(now.toString()).isLessThan(end);
    }
  }

  void deleteAll() throws Exception {
    for (JsonNode one : server.get("/v1/webhooks").json().path("items")) {
      delete("/v1/webhooks/" + one.path("id").stringValue());
    }
  }
}
