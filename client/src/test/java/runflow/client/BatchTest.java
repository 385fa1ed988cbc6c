package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BatchTest {
  private final RecordingSleeper sleeper = new RecordingSleeper();
  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final RunflowClient client = server.client(sleeper);

  @Test
  void aBatchIsOrderedOnceAndWatchedToItsEnd() {
    server
        .then(503, "{\"code\":\"INTERNAL\",\"message\":\"m\",\"errors\":null}")
        .then(201, batch("queued", false))
        .then(200, batch("running", false), Map.of("Retry-After", "2"))
        .then(200, batch("partial_succeeded", true))
        .then(
            200,
            """
            {"items":[{"run":{"id":"r1","status_code":"succeeded","terminal":true}}],
             "next_pq":"n","prev_pq":null}
            """)
        .then(
            200,
            """
            {"items":[{"run":{"id":"r2","status_code":"failed","terminal":true}}],
             "next_pq":null,"prev_pq":"p"}
            """);
    var order =
        new BatchOrder(
            List.of(
                new BatchOrder.Item(
                    Map.of("prompt", "A fox"), Optional.of("fox"), Optional.of(Map.of("n", 1))),
                new BatchOrder.Item(Map.of(), Optional.empty(), Optional.empty())),
            Optional.of("http://me/hook"));
    List<String> told = new ArrayList<>();

    Batch begun = client.createBatch("google/veo3.1/fast", order);
    Batch ended =
        client.waitForBatch(begun.id(), Duration.ofMinutes(1), seen -> told.add(seen.statusCode()));
    List<Run> runs = client.batchRuns(begun.id());

    List<FakeServer.Seen> seen = server.seen();
    assertThat(seen.getFirst().target()).isEqualTo("/v1/models/google/veo3.1/fast/batches");
    assertThat(seen.get(1).headers().getFirst("Idempotency-Key"))
        .isEqualTo(seen.getFirst().headers().getFirst("Idempotency-Key"))
        .isNotBlank();
    JsonNode body = ClientJson.MAPPER.readTree(seen.getFirst().body());
    assertThat(body.at("/items/0/client_ref").stringValue()).isEqualTo("fox");
    assertThat(body.at("/items/0/metadata/n").intValue()).isOne();
    assertThat(body.at("/items/1").propertyNames()).containsExactly("input");
    assertThat(body.path("callback_url").stringValue()).isEqualTo("http://me/hook");
    assertThat(told).containsExactly("running", "partial_succeeded");
    assertThat(ended.succeeded()).isFalse();
    assertThat(ended.items().getFirst().clientRef()).contains("fox");
    assertThat(runs).extracting(Run::id).containsExactly("r1", "r2");
    assertThat(seen.getLast().target()).isEqualTo("/v1/batches/b1/items?limit=100&pq=n");
  }

  @Test
  void aWaitThatExpiresNamesTheBatch() {
    for (int i = 0; i < 3; i++) {
      server.then(200, batch("running", false), Map.of("Retry-After", "4"));
    }

    assertThatThrownBy(() -> client.waitForBatch("b1", Duration.ofSeconds(9), seen -> {}))
        .isInstanceOf(WaitExpiredException.class)
        .hasMessageContaining("batch b1 was still running after 9 seconds");
  }

  @Test
  void cancellingReturnsTheBatch() {
    server.then(201, batch("canceled", true));

    assertThat(client.cancelBatch("b1").terminal()).isTrue();
    assertThat(server.seen().getFirst().target()).isEqualTo("/v1/batches/b1/cancellation");
  }

  private static String batch(String status, boolean terminal) {
    return """
        {"id":"b1","status_code":"%s","terminal":%s,"model":"m","items_total":2,
         "items_succeeded":1,"items_failed":0,"items_cancelled":0,"cost":"1.60",
         "items":[{"id":"r1","sequence_index":0,"run_id":"r1","status_code":"queued",
           "client_ref":"fox"}]}
        """
        .formatted(status, terminal);
  }
}
