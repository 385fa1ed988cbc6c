package runflow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
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

  private static final TestServer.Options OPTIONS =
      TestServer.Options.standard().with("lanes.sandbox", "1000");

  private static TestServer front;

  @BeforeAll
  static void start() throws Exception {
    front = TestServer.start(OPTIONS.with("node.roles", "api"));
    front.keepClip("1280x720-4s-sound");
  }

  @AfterAll
  static void stop() throws Exception {
    front.close();
  }

  /**
   * The account is held while two workers start, until a transaction of each stands before it, with
   * ends of many runs; then both go on. There is more to do than one takes at once.
   */
  @Test
  void everyBatchEndsOnceAndCallsBackOnce() throws Exception {
    TestServer.Options worker =
        OPTIONS.with("node.roles", "worker").with("http.public_url", front.baseUrl());
    try (var receiver = CallbackReceiver.answering(200);
        Connection account = front.db().dataSource().getConnection()) {
      List<String> batches = new ArrayList<>();
      for (int i = 0; i < BATCH_COUNT; i++) {
        Answer created =
            front.post(
                BATCHES,
                "{\"items\":[%s],\"callback_url\":\"%s\"}".formatted(items(), receiver.url()));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        batches.add(created.json().path("id").stringValue());
      }
      account.setAutoCommit(false);
      account.createStatement().execute("select from balance for update");
      try (var _ = front.secondNode(worker);
          var _ = front.secondNode(worker)) {
        awaitBoth();
        account.rollback();
        assertThat(callbacks(receiver))
            .extracting(body -> body.path("batch_id").stringValue())
            .containsExactlyInAnyOrderElementsOf(batches);
      }
    }
    assertThat(wrongCounters()).isEmpty();
    assertThat(rows("select count(*) from callback_delivery")).isEqualTo(BATCH_COUNT);
    Audit.requireSound(front.db());
  }

  private static List<JsonNode> callbacks(CallbackReceiver receiver) throws Exception {
    List<JsonNode> callbacks =
        receiver.take(BATCH_COUNT).stream().map(one -> Json.tree(one.body())).toList();
    assertThat(receiver.quietFor(Duration.ofMillis(500))).isTrue();
    for (JsonNode body : callbacks) {
      assertThat(body.path("event").stringValue()).isEqualTo("batch.partial_succeeded");
      assertThat(body.at("/output/succeeded").intValue()).isEqualTo(ITEMS / 2);
      assertThat(body.at("/output/failed").intValue()).isEqualTo(ITEMS / 2);
      assertThat(body.at("/output/items")).hasSize(ITEMS);
    }
    return callbacks;
  }

  /** Waits until both have taken jobs and two transactions wait for the account. */
  private static void awaitBoth() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (rows("select count(distinct picked_by) from job_run where picked") < 2
        || rows(
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
    return front.db().query(sql -> sql.createQuery(count).mapTo(Integer.class).one());
  }

  private static List<Map<String, Object>> wrongCounters() {
    return front
        .db()
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
