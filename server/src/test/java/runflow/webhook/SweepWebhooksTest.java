package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;

class SweepWebhooksTest {
  private static final String LEFT =
      """
      select (select count(*) from webhook_delivery) + (select count(*) from webhook_attempt)
        + (select count(*) from event_listener) + (select count(*) from listener_event)
      """;

  /** An id as it would have been made many years ago. */
  private static final String OLD = "('0000' || substr(%s::text, 5))::uuid";

  @Test
  @Timeout(180)
  void oldDeliveriesAndListenersThatNobodyAsksForAreForgotten() throws Exception {
    var options = TestServer.Options.standard().with("webhooks.retries", "1h");
    try (var server = TestServer.start(options);
        var good = CallbackReceiver.answering(200);
        var bad = CallbackReceiver.answering(500)) {
      var api = new Api(server);
      String webhook = api.createAt(good.url());
      String failing = api.createAt(bad.url());
      server.post("/v1/event-listeners", "{}");
      api.failingRun();
      api.ended(webhook, 1);
      api.await(
          failing, found -> !found.isEmpty() && found.getFirst().path("attempts").size() == 1);
      assertThat(left(server)).isEqualTo(6);
      server
          .db()
          .useTx(
              tx -> {
                tx.sql().execute("update event_listener set expires_at = now()");
                tx.sql().execute("update webhook_delivery set id = " + OLD.formatted("id"));
                tx.sql()
                    .execute(
                        "update webhook_attempt set delivery_id = " + OLD.formatted("delivery_id"));
              });
      while (left(server) > 2) {
        server
            .db()
            .query(
                sql ->
                    sql.execute(
                        """
                        update job_webhook set execution_time = now()
                        where task_name = 'sweep' and not picked
                        """));
      }
      assertThat(api.deliveries("any")).as("what is still to be sent stays").hasSize(1);
      assertThat(api.read(failing).path("secrets")).hasSize(1);
      assertThat(count(server, "select count(*) from webhook_secret")).isEqualTo(2);
    }
  }

  private static int left(TestServer server) {
    return count(server, LEFT);
  }

  private static int count(TestServer server, String query) {
    return server.db().query(sql -> sql.createQuery(query).mapTo(Integer.class).one());
  }
}
