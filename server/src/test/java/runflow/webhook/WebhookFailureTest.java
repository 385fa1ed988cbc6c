package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.CallbackReceiver.Received;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Endpoints that fail, are gone, or hang; and sending again what they missed. */
@Timeout(180)
class WebhookFailureTest {
  private static final TestServer.Options OPTIONS =
      TestServer.Options.standard().with("webhooks.retries", "100ms, 200ms");

  private static final String FAILING =
      "{\"input\":{\"prompt\":\"x\"},\"metadata\":{\"sandbox\":{\"fail\":\"INTERNAL\"}}}";

  private static TestServer server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(OPTIONS);
    api = new Api(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void deleteWebhooks() throws Exception {
    api.deleteAll();
  }

  @Test
  void aFailureIsRepeatedByTheScheduleWithTheSameBytes() throws Exception {
    try (var hook = CallbackReceiver.answering(500, 404, 200)) {
      String id = api.createAt(hook.url());
      api.failingRun();
      List<Received> attempts = hook.take(3);

      assertThat(attempts).extracting(Received::text).containsOnly(attempts.getFirst().text());
      assertThat(attempts.stream().map(one -> one.header("webhook-id")).distinct()).hasSize(1);
      assertThat(Duration.between(attempts.get(0).at(), attempts.get(1).at()))
          .isGreaterThan(Duration.ofMillis(90));
      JsonNode delivery = api.ended(id, 1).getFirst();
      assertThat(delivery.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(delivery.path("max_attempts").intValue()).isEqualTo(3);
      assertThat(delivery.path("attempts").valueStream().map(a -> a.path("status_code").intValue()))
          .containsExactly(500, 404, 200);
      assertThat(delivery.path("attempts").path(0).path("next_retry_at").isString()).isTrue();
      assertThat(delivery.path("attempts").path(2).path("next_retry_at").isNull()).isTrue();
      assertThat(api.read(id).path("failing_since").isNull()).isTrue();
    }
  }

  @Test
  void aDeliveryEndsWithTheScheduleAndItsAttemptsCanBeRead() throws Exception {
    String id = api.createAt(CallbackReceiver.urlOfNobody());
    api.failingRun();
    JsonNode delivery = api.ended(id, 1).getFirst();

    assertThat(delivery.path("status_code").stringValue()).isEqualTo("failed");
    assertThat(delivery.path("failure_reason_code").stringValue()).isEqualTo("connect");
    String path = "/v1/webhooks/any/deliveries/" + delivery.path("id").stringValue();
    JsonNode attempts = server.get(path + "/attempts").json().path("items");
    assertThat(attempts).hasSize(3);
    String one = attempts.path(1).path("id").stringValue();
    assertThat(server.get(path + "/attempts/" + one).json()).isEqualTo(attempts.path(1));
    assertThat(attempts.path(1).path("error_message").isString()).isTrue();
    assertThat(server.get(path).json().path("attempts")).isEqualTo(attempts);
    assertThat(api.read(id).path("failing_since").isString()).isTrue();
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAtOnceAndTheOthersAreTold() throws Exception {
    try (var gone = CallbackReceiver.answering(410);
        var other = CallbackReceiver.answering(200)) {
      String id = api.createAt(gone.url());
      api.create("{\"url\":\"%s\",\"events\":[\"webhook.disabled\"]}".formatted(other.url()));
      api.failingRun();

      assertThat(other.take().text()).contains("webhook.disabled", id, "\"reason\":\"gone\"");
      JsonNode webhook = api.read(id);
      assertThat(webhook.path("disabled_at").isString()).isTrue();
      assertThat(webhook.path("disabled_reason").stringValue()).isEqualTo("gone");
      assertThat(server.post("/v1/webhooks/" + id + "/tests", null).status()).isEqualTo(422);
      gone.take();
      api.failedRun();
      assertThat(gone.quietFor(Duration.ofMillis(100))).isTrue();

      JsonNode enabled = api.patch(id, "{\"disabled\": false}").json();
      assertThat(enabled.path("disabled_at").isNull()).isTrue();
      server.post("/v1/webhooks/" + id + "/tests", null);
      assertThat(gone.take().text()).contains("webhook.test");
    }
  }

  @Test
  void anEndpointThatOnlyFailsForDaysIsDisabled() throws Exception {
    try (var own = TestServer.start(OPTIONS.with("webhooks.disable_after", "150ms"));
        var failing = CallbackReceiver.answering(503);
        var other = CallbackReceiver.answering(200)) {
      var its = new Api(own);
      String id = its.createAt(failing.url());
      its.create("{\"url\":\"%s\",\"events\":[\"webhook.disabled\"]}".formatted(other.url()));
      its.failingRun();

      assertThat(other.take().text()).contains("webhook.disabled", "\"reason\":\"failing\"");
      assertThat(its.read(id).path("disabled_reason").stringValue()).isEqualTo("failing");
      assertThat(its.ended(id, 1).getFirst().path("status_code").stringValue()).isEqualTo("failed");
    }
  }

  @Test
  void whatIsUnderWayEndsWhenItsWebhookIsDisabled() throws Exception {
    try (var own = TestServer.start(OPTIONS.with("webhooks.retries", "1h"));
        var failing = CallbackReceiver.answering(500)) {
      var its = new Api(own);
      String id = its.createAt(failing.url());
      its.failingRun();
      its.await(
          id, found -> found.size() == 1 && found.getFirst().path("attempt_count").intValue() == 1);
      its.patch(id, "{\"disabled\": true}");
      JsonNode delivery = its.ended(id, 1).getFirst();

      assertThat(delivery.path("failure_reason_code").stringValue()).isEqualTo("webhook_disabled");
      assertThat(its.read(id).path("disabled_reason").stringValue()).isEqualTo("requested");
    }
  }

  @Test
  void anEndpointThatHangsDelaysNoOther() throws Exception {
    try (var own =
            TestServer.start(OPTIONS.with("callbacks.timeout", "60s").with("runs.drain", "1s"));
        var hanging = CallbackReceiver.answering(CallbackReceiver.HANG);
        var quick = CallbackReceiver.answering(200)) {
      var its = new Api(own);
      String slow = its.createAt(hanging.url());
      its.createAt(quick.url());
      int runs = 40;
      for (int i = 0; i < runs; i++) {
        its.failingRun();
      }
      assertThat(quick.take(runs)).hasSize(runs);
      assertThat(its.deliveries(slow)).allMatch(one -> one.path("attempt_count").intValue() == 0);
      // Its bound: eight messages are with it, the rest waits here.
      List<Received> arrived = new ArrayList<>(hanging.take(8));
      assertThat(hanging.quietFor(Duration.ofMillis(100))).isTrue();
      assertThat(arrived).hasSize(8);
    }
  }

  /** The job of an endpoint comes and goes with its deliveries; none may fall between. */
  @Test
  void whateverHappensAtOnceOnTwoNodesIsAllSent() throws Exception {
    int runs = 150;
    try (var own = TestServer.start(OPTIONS);
        var second = own.secondNode(OPTIONS);
        var hook = CallbackReceiver.answering(200);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var its = new Api(own);
      String id = its.createAt(hook.url());
      String key = own.testKey();
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        TestServer node = i % 2 == 0 ? own : second;
        started.add(threads.submit(() -> node.begin(key, Api.MODEL, FAILING)));
      }
      for (Future<?> one : started) {
        one.get();
      }
      assertThat(hook.take(runs).stream().map(one -> one.header("webhook-id")).distinct())
          .hasSize(runs);
      long open = 1;
      while (open > 0) {
        open = pending(own);
      }
      assertThat(its.deliveries(id)).allMatch(one -> one.path("attempt_count").intValue() == 1);
    }
  }

  private static long pending(TestServer at) {
    return at.db()
        .query(
            sql ->
                sql.createQuery("select count(*) from webhook_delivery where status = 'pending'")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void attemptsGoOnAfterARestart() throws Exception {
    try (var own = TestServer.start(OPTIONS.with("webhooks.retries", "1s"));
        var hook = CallbackReceiver.answering(500, 200)) {
      var its = new Api(own);
      String id = its.createAt(hook.url());
      its.failingRun();
      Received first = hook.take();
      its.await(
          id, found -> found.size() == 1 && found.getFirst().path("attempt_count").intValue() == 1);
      own.stop();
      own.startAgain(OPTIONS.with("webhooks.retries", "1s"));
      Received second = hook.take();

      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
      assertThat(its.ended(id, 1).getFirst().path("attempt_count").intValue()).isEqualTo(2);
    }
  }

  @Test
  void nothingGoesOutUnsignedWhileAWebhookIsDeleted() throws Exception {
    try (var hook = CallbackReceiver.answering(200);
        var other = CallbackReceiver.answering(200)) {
      String id = api.createAt(hook.url());
      api.createAt(other.url());
      server
          .db()
          .query(
              sql ->
                  sql.execute(
                      "delete from webhook_secret where owner_id = ?", UUID.fromString(id)));
      api.failingRun();
      other.take();
      assertThat(hook.quietFor(Duration.ofMillis(500))).isTrue();
      String delivery = api.deliveries(id).getFirst().path("id").stringValue();
      api.delete("/v1/webhooks/" + id);
      JsonNode ended =
          api.ended("any", api.deliveries("any").size()).stream()
              .filter(one -> one.path("id").stringValue().equals(delivery))
              .findFirst()
              .orElseThrow();
      assertThat(ended.path("failure_reason_code").stringValue()).isEqualTo("webhook_deleted");
      assertThat(ended.path("attempt_count").intValue()).isZero();
    }
  }

  @Test
  void aDeliveryThatIsForgottenMeanwhileCannotBeSentAgain() throws Exception {
    try (var hook = CallbackReceiver.answering(200);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String id = api.createAt(hook.url());
      api.failingRun();
      String old = api.ended(id, 1).getFirst().path("id").stringValue();
      String path = "/v1/webhooks/" + id + "/deliveries/" + old + "/redeliveries";
      Future<Answer> again =
          server
              .db()
              .inTx(
                  tx -> {
                    tx.sql()
                        .execute(
                            "select from webhook where id = ? for update", UUID.fromString(id));
                    Future<Answer> asked = threads.submit(() -> server.post(path, null));
                    while (blocked() == 0) {
                      Thread.onSpinWait();
                    }
                    tx.sql()
                        .execute("delete from webhook_delivery where id = ?", UUID.fromString(old));
                    return asked;
                  });
      Refusal.of(again.get(), 404, "NOT_FOUND");
    }
  }

  private static int blocked() {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery(
                        "select count(*) from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'"
                            + " and query like '%for key share%'")
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void oneDeliveryIsSentAgain() throws Exception {
    try (var hook = CallbackReceiver.answering(200)) {
      String id = api.createAt(hook.url());
      api.failingRun();
      Received first = hook.take();
      String old = api.ended(id, 1).getFirst().path("id").stringValue();
      Answer again =
          server.post("/v1/webhooks/" + id + "/deliveries/" + old + "/redeliveries", null);

      assertThat(again.status()).isEqualTo(201);
      assertThat(again.json().path("is_automatic").booleanValue()).isFalse();
      Received second = hook.take();
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.header("webhook-id"))
          .contains(again.json().path("id").stringValue())
          .isNotEqualTo(first.header("webhook-id"));
      assertThat(server.get(again.header("Location").orElse("")).status()).isEqualTo(200);
    }
  }

  @Test
  void whatFailedSinceATimeIsSentAgainOnce() throws Exception {
    Instant since = Instant.now();
    try (var hook = CallbackReceiver.answering(500, 500, 500, 500, 500, 500, 200)) {
      String id = api.createAt(hook.url());
      api.failingRun();
      api.failingRun();
      hook.take(6);
      api.ended(id, 2);
      api.failingRun();
      hook.take();
      api.ended(id, 3);
      String order = "{\"since\": \"%s\"}".formatted(since);
      Answer failed = server.post("/v1/webhooks/" + id + "/redeliveries", order);

      assertThat(failed.status()).isEqualTo(202);
      assertThat(failed.json().path("count").intValue()).isEqualTo(2);
      hook.take(2);
      api.ended(id, 5);
      Answer none = server.post("/v1/webhooks/" + id + "/redeliveries", order);
      assertThat(none.json().path("count").intValue()).as("they have succeeded").isZero();
      Answer all =
          server.post(
              "/v1/webhooks/" + id + "/redeliveries",
              "{\"since\": \"%s\", \"status\": \"all\"}".formatted(since));
      assertThat(all.json().path("count").intValue()).as("each event once").isEqualTo(3);
      hook.take(3);
      api.ended(id, 8);
      assertThat(hook.quietFor(Duration.ofMillis(50))).isTrue();
    }
  }
}
