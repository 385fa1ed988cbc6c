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
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Runs of the same batches end on two nodes at the same moment. */
@Timeout(180)
class BatchNodesTest {
  private static final String BATCHES = "/v1/models/google/veo3.1/batches";
  private static final int BATCH_COUNT = 3;
  private static final int ITEMS = 100;

  private static TestServer one;
  private static TestServer other;

  @BeforeAll
  static void start() throws Exception {
    TestServer.Options options = TestServer.Options.standard().with("lanes.sandbox", "1000");
    one = TestServer.start(options);
    other = one.secondNode(options);
    one.keepClip("1280x720-4s-sound");
  }

  @AfterAll
  static void stop() throws Exception {
    other.close();
    one.close();
  }

  /**
   * The account is held until a transaction of each node stands before it, each with ends of many
   * runs; then both go on.
   */
  @Test
  void everyBatchEndsOnceAndCallsBackOnce() throws Exception {
    try (var receiver = CallbackReceiver.answering(200)) {
      List<String> batches = new ArrayList<>();
      for (int i = 0; i < BATCH_COUNT; i++) {
        Answer created =
            one.post(
                BATCHES,
                "{\"items\":[%s],\"callback_url\":\"%s\"}".formatted(items(), receiver.url()));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        batches.add(created.json().path("id").stringValue());
      }
      one.db()
          .useTx(
              tx -> {
                tx.sql().execute("select from balance for update");
                awaitBothNodes();
              });

      List<JsonNode> callbacks =
          receiver.take(BATCH_COUNT).stream().map(one -> Json.tree(one.body())).toList();
      assertThat(receiver.quietFor(Duration.ofMillis(500))).isTrue();
      assertThat(callbacks)
          .extracting(body -> body.path("batch_id").stringValue())
          .containsExactlyInAnyOrderElementsOf(batches);
      for (JsonNode body : callbacks) {
        assertThat(body.path("event").stringValue()).isEqualTo("batch.partial_succeeded");
        assertThat(body.at("/output/succeeded").intValue()).isEqualTo(ITEMS / 2);
        assertThat(body.at("/output/failed").intValue()).isEqualTo(ITEMS / 2);
        assertThat(body.at("/output/items")).hasSize(ITEMS);
      }
    }
    assertThat(wrongCounters()).isEmpty();
    assertThat(rows("select count(*) from callback_delivery")).isEqualTo(BATCH_COUNT);
    Audit.requireSound(one.db());
  }

  private static void awaitBothNodes() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (rows(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        < 2) {
      assertThat(System.nanoTime()).as("only one node ends runs").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static int rows(String count) {
    return one.db().query(sql -> sql.createQuery(count).mapTo(Integer.class).one());
  }

  private static List<Map<String, Object>> wrongCounters() {
    return one.db()
        .query(
            sql ->
                sql.createQuery(
                        """
                        select batch.id, items_succeeded, items_failed, billed from batch
                        where not (items_succeeded, items_failed, items_canceled, billed) =
                          (select count(*) filter (where state = 'succeeded'),
                            count(*) filter (where state = 'failed'),
                            count(*) filter (where state = 'canceled'), sum(billed)
                           from run where run.batch_id = batch.id)
                        """)
                    .mapToMap()
                    .list());
  }

  private static String items() {
    return IntStream.range(0, ITEMS)
        .mapToObj(
            i ->
                "{\"input\":{\"prompt\":\"%d\",\"duration\":\"4s\"},\"metadata\":{\"sandbox\":%s}}"
                    .formatted(i, i % 2 == 0 ? "{\"instant\":true}" : "{\"fail\":\"INTERNAL\"}"))
        .collect(Collectors.joining(","));
  }
}
