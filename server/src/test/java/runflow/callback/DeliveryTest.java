package runflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.CallbackReceiver.Received;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class DeliveryTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void serverErrorsAreRepeatedAfterOneAndTwoSecondsWithTheSameBytes() throws Exception {
    try (var receiver = CallbackReceiver.answering(500, 503, 200)) {
      String run = failingRun(receiver.url());
      List<Received> attempts = new ArrayList<>(receiver.take(1));
      Answer meanwhile = server.post("/v1/runs/" + run + "/callback-redeliveries", null);
      assertThat(meanwhile.status()).as("while the automatic one is in flight").isEqualTo(422);
      attempts.addAll(receiver.take(2));

      assertThat(attempts).extracting(Received::text).containsOnly(attempts.getFirst().text());
      assertThat(attempts.stream().map(a -> a.header("webhook-id")).distinct()).hasSize(1);
      // No bound above: a busy machine may take its time.
      assertThat(between(attempts, 0)).isGreaterThan(Duration.ofMillis(990));
      assertThat(between(attempts, 1)).isGreaterThan(Duration.ofMillis(1990));
      JsonNode delivery = ended(run);
      assertThat(delivery.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(delivery.path("is_automatic").booleanValue()).isTrue();
      assertThat(delivery.path("attempt_count").intValue()).isEqualTo(3);
      assertThat(delivery.path("failure_reason_code").isNull()).isTrue();
      assertThat(delivery.path("attempts").valueStream().map(a -> a.path("status_code").intValue()))
          .containsExactly(500, 503, 200);
      assertThat(delivery.path("attempts").path(0).path("response_time_ms").isNumber()).isTrue();
      assertThat(delivery.path("payload_bytes").stringValue())
          .isEqualTo(attempts.getFirst().text());
    }
  }

  /** As where two nodes make it, one of which had been given up. */
  @Test
  void ofAnAttemptThatIsMadeTwiceWhatWasRecordedFirstCounts() throws Exception {
    var calls = new AtomicInteger();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    receiver.createContext(
        "/",
        exchange -> {
          if (calls.incrementAndGet() == 1) {
            recordFailure(UUID.fromString(exchange.getRequestHeaders().getFirst("webhook-id")));
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
      JsonNode delivery = ended(failingRun(url));

      assertThat(delivery.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(delivery.path("attempts").valueStream().map(a -> a.path("status_code").intValue()))
          .containsExactly(500, 204);
      assertThat(calls).hasValue(2);
    } finally {
      receiver.stop(0);
    }
  }

  /** Writes that a first attempt was answered 500, and that the next one is due. */
  private static void recordFailure(UUID delivery) {
    server
        .db()
        .query(
            sql ->
                sql.createUpdate(
                        """
                        with moved as (
                          update callback_delivery set attempt_count = 1, next_attempt_at = now()
                          where id = :id and attempt_count = 0 returning id)
                        insert into callback_attempt
                          (id, delivery_id, attempt_number, status_code, response_time_ms, created_at)
                        select gen_random_uuid(), id, 1, 500, 1, now() from moved
                        """)
                    .bind("id", delivery)
                    .execute());
  }

  @Test
  void aClientErrorEndsTheDelivery() throws Exception {
    try (var receiver = CallbackReceiver.answering(400)) {
      JsonNode delivery = ended(failingRun(receiver.url()));

      assertThat(delivery.path("status_code").stringValue()).isEqualTo("failed");
      assertThat(delivery.path("attempt_count").intValue()).isEqualTo(1);
      assertThat(delivery.path("failure_reason_code").stringValue()).isEqualTo("http_status");
      assertThat(delivery.path("failure_detail").stringValue()).contains("400");
    }
  }

  @Test
  void aRedirectEndsTheDeliveryAndIsNotFollowed() throws Exception {
    try (var receiver = CallbackReceiver.answering(302)) {
      JsonNode delivery = ended(failingRun(receiver.url()));

      assertThat(delivery.path("attempt_count").intValue()).isEqualTo(1);
      assertThat(receiver.take().path()).isEqualTo("/hook");
      assertThat(receiver.quietFor(Duration.ofMillis(1))).isTrue();
    }
  }

  @Test
  void silenceABrokenConnectionAndNobodyThereAreEachTriedThreeTimes() throws Exception {
    var impatient = TestServer.Options.standard().with("callbacks.timeout", "1s");
    try (var silent = CallbackReceiver.answering(CallbackReceiver.HANG);
        var dropping = CallbackReceiver.answering(CallbackReceiver.DROP);
        var own = TestServer.start(impatient)) {
      String waiting = failingRun(own, silent.url());
      String dropped = failingRun(own, dropping.url());
      String unheard = failingRun(own, CallbackReceiver.urlOfNobody());

      assertThat(silent.take(3)).hasSize(3);
      assertThat(dropping.take(3)).hasSize(3);
      for (String run : List.of(waiting, dropped, unheard)) {
        JsonNode delivery = ended(own, run);
        assertThat(delivery.path("status_code").stringValue()).isEqualTo("failed");
        assertThat(delivery.path("attempt_count").intValue()).as(delivery.toString()).isEqualTo(3);
        assertThat(delivery.path("attempts").path(2).path("status_code").isNull()).isTrue();
        assertThat(delivery.path("attempts").path(2).path("error_message").isString()).isTrue();
      }
      JsonNode timedOut = ended(own, waiting).path("attempts").path(0);
      assertThat(timedOut.path("response_time_ms").longValue()).isGreaterThanOrEqualTo(1000);
    }
  }

  @Test
  void aRedeliveryIsAFreshPayloadWithAttemptsOfItsOwn() throws Exception {
    try (var receiver = CallbackReceiver.answering(400, 500, 500, 200)) {
      String run = failingRun(receiver.url());
      Received first = receiver.take();
      ended(run);
      Answer redelivery = server.post("/v1/runs/" + run + "/callback-redeliveries", null);
      assertThat(redelivery.status()).isEqualTo(201);
      assertThat(redelivery.json().path("is_automatic").booleanValue()).isFalse();
      Answer second = server.post("/v1/runs/" + run + "/callback-redeliveries", null);
      assertThat(second.status()).as("while one is in flight").isEqualTo(422);

      List<Received> again = receiver.take(3);
      assertThat(again.getFirst().text()).isEqualTo(first.text());
      assertThat(again.getFirst().header("webhook-id"))
          .contains(redelivery.json().path("id").stringValue());
      assertThat(again.getFirst().header("webhook-id")).isNotEqualTo(first.header("webhook-id"));
      assertThat(ended(run).path("attempt_count").intValue()).isEqualTo(3);
      assertThat(server.deliveriesOf(run)).hasSize(2);
    }
  }

  @Test
  void thereIsNothingToRedeliverBeforeTheEndOrWithoutAnAddress() throws Exception {
    String silent =
        server
            .createAndFinish("google/veo3.1", body("{\"sandbox\": {\"fail\": \"INTERNAL\"}}", ""))
            .path("id")
            .stringValue();
    String open =
        server.begin(
            server.testKey(),
            "google/veo3.1",
            body("{\"sandbox\": {\"delay_ms\": 3600000}}", "http://127.0.0.1:9/"));

    for (String run : List.of(silent, open)) {
      Answer answer = server.post("/v1/runs/" + run + "/callback-redeliveries", null);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(server.deliveriesOf(run)).isEmpty();
    }
    assertThat(
            server
                .send(
                    "POST",
                    "/v1/runs/" + silent + "/callback-redeliveries",
                    server.strangerKey(),
                    null,
                    Map.of())
                .status())
        .isEqualTo(404);
  }

  @Test
  void attemptsGoOnAfterARestartWithTheSameBytes() throws Exception {
    try (var receiver = CallbackReceiver.answering(500, 200);
        var own = TestServer.start()) {
      own.post("/v1/callback-secrets", "{}");
      own.create("google/veo3.1", body("{\"sandbox\": {\"fail\": \"INTERNAL\"}}", receiver.url()));
      Received first = receiver.take();
      own.stop();
      own.startAgain(TestServer.Options.standard());
      Received second = receiver.take();

      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
      assertThat(second.header("Runflow-Signature")).isEqualTo(first.header("Runflow-Signature"));
    }
  }

  @Test
  void aRefusedAddressIsTriedOnceAndNoPacketLeaves() throws Exception {
    var options =
        TestServer.Options.standard()
            .with("http.dev", "false")
            .resolver(host -> List.of(java.net.InetAddress.getLoopbackAddress()));
    try (var receiver = CallbackReceiver.answering(200);
        var strict = TestServer.start(options)) {
      String url = receiver.url().replace("127.0.0.1", "hooks.example.com");
      Answer literal =
          strict.create(
              "google/veo3.1", body("{\"sandbox\": {\"fail\": \"INTERNAL\"}}", receiver.url()));
      assertThat(literal.status()).isEqualTo(422);
      String run =
          strict
              .createAndFinish(
                  "google/veo3.1", body("{\"sandbox\": {\"fail\": \"INTERNAL\"}}", https(url)))
              .path("id")
              .stringValue();
      JsonNode delivery = ended(strict, run);

      assertThat(delivery.path("attempt_count").intValue()).isEqualTo(1);
      assertThat(delivery.path("failure_reason_code").stringValue()).isEqualTo("refused_by_policy");
      assertThat(delivery.path("failure_detail").stringValue()).isNotBlank();
      assertThat(receiver.quietFor(Duration.ofMillis(1))).isTrue();
    }
  }

  private static String https(String url) {
    return url.replaceFirst("^http:", "https:");
  }

  private static Duration between(List<Received> attempts, int index) {
    return Duration.between(attempts.get(index).at(), attempts.get(index + 1).at());
  }

  private static String failingRun(String callbackUrl) throws Exception {
    return failingRun(server, callbackUrl);
  }

  private static String failingRun(TestServer at, String callbackUrl) throws Exception {
    return at.begin(
        at.testKey(),
        "google/veo3.1",
        body("{\"sandbox\": {\"fail\": \"INTERNAL\"}}", callbackUrl));
  }

  private static String body(String metadata, String callbackUrl) {
    String url = callbackUrl.isEmpty() ? "null" : "\"" + callbackUrl + "\"";
    return "{\"input\": {\"prompt\": \"x\"}, \"callback_url\": %s, \"metadata\": %s}"
        .formatted(url, metadata);
  }

  private static JsonNode ended(String run) throws Exception {
    return ended(server, run);
  }

  /** The newest delivery once it has ended; each look is a round trip. */
  private static JsonNode ended(TestServer at, String run) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      List<JsonNode> deliveries = at.deliveriesOf(run);
      if (!deliveries.isEmpty() && deliveries.getFirst().path("completed_at").isString()) {
        return deliveries.getFirst();
      }
      assertThat(System.nanoTime()).as("ended: " + deliveries).isLessThan(end);
    }
  }
}
