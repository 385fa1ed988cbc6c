package runflow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.json.Json;
import runflow.money.Money;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.CallbackReceiver;
import runflow.testing.Footprint;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Batches through the front door. */
@Timeout(120)
class BatchTest {
  private static final String BATCHES = "/v1/models/google/veo3.1/batches";
  private static final String INSTANT = "{\"sandbox\": {\"instant\": true}}";
  private static final String FAILING = "{\"sandbox\": {\"fail\": \"CONTENT_BLOCKED\"}}";
  private static final String SLOW = "{\"sandbox\": {\"delay_ms\": 3600000}}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    server.keepClip("1280x720-4s-sound");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void aBatchRunsAndCallsBackOnce() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      Money before = server.available();
      Answer created =
          server.post(
              BATCHES,
              """
              {"input": [{"prompt": "one", "duration": "4s", "client_ref": "a"},
                         {"prompt": "two", "duration": "4s"}],
               "metadata": %s, "callback_url": "%s"}
              """
                  .formatted(INSTANT, receiver.url()));
      assertThat(created.status()).as(created.text()).isEqualTo(201);
      String id = created.json().path("id").stringValue();
      assertThat(created.header("Location")).contains("/v1/batches/" + id);
      assertThat(created.json().path("status_code").stringValue()).isEqualTo("queued");
      assertThat(created.json().path("items_total").intValue()).isEqualTo(2);
      assertThat(created.json().path("cost").stringValue()).isEqualTo("3.20");
      assertThat(created.json().at("/items/0/client_ref").stringValue()).isEqualTo("a");
      assertThat(created.json().at("/input/1/resolution").stringValue()).isEqualTo("720p");

      CallbackReceiver.Received callback = receiver.take();
      JsonNode body = Json.tree(callback.body());
      assertThat(body.path("event").stringValue()).isEqualTo("batch.succeeded");
      assertThat(body.path("batch_id").stringValue()).isEqualTo(id);
      assertThat(body.path("status").stringValue()).isEqualTo("succeeded");
      assertThat(body.path("metadata")).isEqualTo(Json.tree(INSTANT));
      assertThat(body.at("/output/total").intValue()).isEqualTo(2);
      assertThat(body.at("/output/succeeded").intValue()).isEqualTo(2);
      assertThat(body.at("/output/items/1/output/outputs/0/url").stringValue())
          .startsWith(server.baseUrl());
      assertThat(body.at("/output/items/0/client_ref").stringValue()).isEqualTo("a");
      assertThat(callback.header("Runflow-Request-Id"))
          .contains(created.json().path("request_id").stringValue());

      JsonNode read = server.get("/v1/batches/" + id).json();
      assertThat(read.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(read.path("terminal").booleanValue()).isTrue();
      assertThat(read.path("cost").stringValue()).isEqualTo("3.20");
      assertThat(read.path("completed_at")).isEqualTo(body.path("completed_at"));
      assertThat(server.available()).isEqualTo(before.minus(Money.dollars("3.20")));
      assertThat(receiver.quietFor(Duration.ofMillis(300))).isTrue();
      Audit.requireSound(server.db());
    }
  }

  @Test
  void itsRunsAreOrdinaryRuns() throws Exception {
    JsonNode batch = finished(batch(items("one", INSTANT, "two", FAILING), ""));
    String id = batch.path("id").stringValue();
    JsonNode runs = server.get("/v1/runs?q=batch_id:" + id).json().path("items");

    assertThat(runs).hasSize(2);
    assertThat(runs)
        .allSatisfy(run -> assertThat(run.path("batch_id").stringValue()).isEqualTo(id));
    assertThat(runs).allSatisfy(run -> assertThat(run.path("callback_url").isNull()).isTrue());
    JsonNode items = server.get("/v1/batches/" + id + "/items").json().path("items");
    assertThat(items.get(0).path("status_code").stringValue()).isEqualTo("succeeded");
    assertThat(items.get(0).at("/output/outputs/0/url").isString()).isTrue();
    assertThat(items.get(1).at("/error/code").stringValue()).isEqualTo("CONTENT_BLOCKED");
    assertThat(items.get(1).path("cost").stringValue()).isEqualTo("0.00");
    assertThat(items.get(1).path("run"))
        .isEqualTo(server.get("/v1/runs/" + items.get(1).path("run_id").stringValue()).json());
    assertThat(batch.path("status_code").stringValue()).isEqualTo("partial_succeeded");
    assertThat(batch.path("items_succeeded").intValue()).isOne();
    assertThat(batch.path("items_failed").intValue()).isOne();
    assertThat(batch.path("cost").stringValue()).isEqualTo("1.60");
  }

  @Test
  void aBatchOfFailuresFailsAndCostsNothing() throws Exception {
    JsonNode batch = finished(batch(items("one", FAILING, "two", FAILING), ""));

    assertThat(batch.path("status_code").stringValue()).isEqualTo("failed");
    assertThat(batch.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(batch.at("/output/failed").intValue()).isEqualTo(2);
  }

  @Test
  void itemsComeInPages() throws Exception {
    String inputs =
        IntStream.range(0, 5)
            .mapToObj(i -> "{\"prompt\":\"%d\",\"client_ref\":\"r%d\"}".formatted(i, i))
            .collect(Collectors.joining(","));
    JsonNode batch =
        finished(
            server.post(BATCHES, "{\"input\":[%s],\"metadata\":%s}".formatted(inputs, FAILING)));
    String path = "/v1/batches/" + batch.path("id").stringValue() + "/items?limit=2";
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = server.get(path + cursor).json();
      page.path("items").forEach(item -> seen.add(item.path("client_ref").stringValue()));
      cursor = page.path("next_pq").isNull() ? "" : "&pq=" + page.path("next_pq").stringValue();
    } while (!cursor.isEmpty());

    assertThat(seen).containsExactly("r0", "r1", "r2", "r3", "r4");
    JsonNode found = server.get(path + "&q=client_ref:r3").json().path("items");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("sequence_index").intValue()).isEqualTo(3);
  }

  @Test
  void cancellationEndsEveryOpenRun() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      Money before = server.available();
      String id =
          batch(items("one", SLOW, "two", SLOW, "three", SLOW, "four", SLOW), receiver.url())
              .json()
              .path("id")
              .stringValue();
      Answer cancelled = server.post("/v1/batches/" + id + "/cancellation", null);
      Answer again = server.post("/v1/batches/" + id + "/cancellation", null);

      assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(201);
      assertThat(cancelled.json().path("status_code").stringValue()).isEqualTo("canceled");
      assertThat(cancelled.json().path("items_cancelled").intValue()).isEqualTo(4);
      assertThat(again.status()).isEqualTo(200);
      JsonNode body = Json.tree(receiver.take().body());
      assertThat(body.path("event").stringValue()).isEqualTo("batch.cancelled");
      assertThat(body.path("status").stringValue()).isEqualTo("cancelled");
      assertThat(body.at("/output/items/0/status").stringValue()).isEqualTo("cancelled");
      assertThat(server.available()).isEqualTo(before);
      assertThat(receiver.quietFor(Duration.ofMillis(300))).isTrue();
    }
  }

  @Test
  void aCallbackIsDeliveredAgainOnDemandAndOneAtATime() throws Exception {
    try (var receiver = CallbackReceiver.answering(200, CallbackReceiver.HANG)) {
      String id = batch(items("one", FAILING), receiver.url()).json().path("id").stringValue();
      receiver.take();
      String path = "/v1/batches/" + id + "/callback";
      awaitDelivered(path);
      Answer redelivered = server.post(path + "-redeliveries", null);
      assertThat(redelivered.status()).as(redelivered.text()).isEqualTo(201);
      assertThat(redelivered.json().path("batch_id").stringValue()).isEqualTo(id);
      assertThat(redelivered.json().path("is_automatic").booleanValue()).isFalse();
      receiver.take();
      assertConflict(server.post(path + "-redeliveries", null));
      JsonNode history = server.get(path).json();
      assertThat(history).hasSize(2);
      assertThat(history.get(1).path("is_automatic").booleanValue()).isTrue();
    }
    String quiet = finished(batch(items("one", FAILING), "")).path("id").stringValue();
    assertConflict(server.post("/v1/batches/" + quiet + "/callback-redeliveries", null));
    Answer open = batch(items("one", SLOW), "https://example.com/hook");
    String slow = open.json().path("id").stringValue();
    assertConflict(server.post("/v1/batches/" + slow + "/callback-redeliveries", null));
    server.post("/v1/batches/" + slow + "/cancellation", null);
  }

  @Test
  void theSameKeyReplaysTheFirstAnswer() throws Exception {
    String body = "{\"input\":[{\"prompt\":\"x\"}],\"metadata\":%s}".formatted(FAILING);
    Map<String, String> key = Map.of("Idempotency-Key", "batch");
    Answer first = server.send("POST", BATCHES, server.testKey(), body, key);
    Answer second = server.send("POST", BATCHES, server.testKey(), body, key);
    Answer other = server.send("POST", BATCHES, server.testKey(), body + " ", key);
    Answer run =
        server.send(
            "POST",
            "/v1/models/google/veo3.1/runs",
            server.testKey(),
            "{\"input\":{\"prompt\":\"x\"}}",
            key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    Refusal.of(other, 409, "CONFLICT");
    Refusal.of(run, 409, "CONFLICT");
    finished(first);
  }

  @Test
  void theTotalIsReservedOrNothing() throws Exception {
    try (var poor = TestServer.start(TestServer.Options.standard().with("credit.test", "4"))) {
      Footprint before = Footprint.of(poor.db());
      String two =
          "{\"input\":[{\"prompt\":\"x\"},{\"prompt\":\"y\"}],\"metadata\":" + FAILING + "}";
      Answer refused = poor.post(BATCHES, two);
      assertThat(Refusal.of(refused, 402, "INSUFFICIENT_CREDIT").message())
          .contains("the batch costs $6.40", "$4.00");
      assertThat(poor.post(BATCHES + "?dry_run=true", two).json()).isEqualTo(refused.json());
      assertThat(Footprint.of(poor.db())).isEqualTo(before);
      assertThat(poor.get("/v1/batches").json().path("items")).isEmpty();
    }
  }

  @Test
  void aDryRunPricesEveryItemAndStoresNothing() throws Exception {
    Footprint before = Footprint.of(server.db());
    JsonNode plan =
        server
            .post(
                BATCHES + "?dry_run=true",
                "{\"input\":[{\"prompt\":\"x\"},{\"prompt\":\"y\",\"duration\":\"4s\"}]}")
            .json();

    assertThat(plan.path("cost").stringValue()).isEqualTo("4.80");
    assertThat(plan.path("provider").stringValue()).isEqualTo("sandbox");
    assertThat(plan.at("/items/0/cost").stringValue()).isEqualTo("3.20");
    assertThat(plan.at("/items/1/cost").stringValue()).isEqualTo("1.60");
    assertThat(plan.at("/items/1/cost_breakdown/quantity").intValue()).isEqualTo(4);
    assertThat(Footprint.of(server.db())).isEqualTo(before);
  }

  @Test
  void batchesAreListedAndFiltered() throws Exception {
    String id = finished(batch(items("one", FAILING), "")).path("id").stringValue();
    JsonNode page = server.get("/v1/batches?q=status_code:failed&limit=500").json();

    assertThat(page.path("items").valueStream().map(batch -> batch.path("id").stringValue()))
        .contains(id);
    assertThat(page.path("items"))
        .allSatisfy(
            batch -> assertThat(batch.path("status_code").stringValue()).isEqualTo("failed"));
    assertThat(page.path("items").get(0).has("items")).isFalse();
  }

  /** The receiver has its request before the server has recorded the answer. */
  private static void awaitDelivered(String history) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!server.get(history).json().at("/0/status_code").stringValue().equals("succeeded")) {
      assertThat(System.nanoTime()).as("the attempt was not recorded").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void assertConflict(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/type").stringValue()).isEqualTo("conflict");
  }

  /** Pairs of a prompt and the metadata of its item. */
  private static String items(String... pairs) {
    return IntStream.range(0, pairs.length / 2)
        .mapToObj(
            i ->
                "{\"input\":{\"prompt\":\"%s\",\"duration\":\"4s\"},\"metadata\":%s}"
                    .formatted(pairs[2 * i], pairs[2 * i + 1]))
        .collect(Collectors.joining(","));
  }

  private static Answer batch(String items, String callbackUrl) throws Exception {
    String url = callbackUrl.isEmpty() ? "null" : "\"" + callbackUrl + "\"";
    return server.post(BATCHES, "{\"items\":[%s],\"callback_url\":%s}".formatted(items, url));
  }

  /** Waits for the end of a batch. */
  private static JsonNode finished(Answer created) throws Exception {
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String path = "/v1/batches/" + created.json().path("id").stringValue();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    JsonNode batch = server.get(path).json();
    while (!batch.path("terminal").booleanValue()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the batch did not end: " + batch);
      }
      Thread.onSpinWait();
      batch = server.get(path).json();
    }
    return batch;
  }
}
