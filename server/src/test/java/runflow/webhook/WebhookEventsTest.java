package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.callback.Signed;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.CallbackReceiver.Received;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What endpoints get, and in which form. */
class WebhookEventsTest {
  private static TestServer server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
    server.keepClip("1280x720-4s-sound");
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
  void aBatchsEndReachesWebhooksWithTheBytesOfItsCallback() throws Exception {
    try (var hook = CallbackReceiver.answering(200);
        var callback = CallbackReceiver.answering(200)) {
      api.create("{\"url\": \"%s\", \"events\": [\"batch.failed\"]}".formatted(hook.url()));
      Answer batch =
          server.post(
              "/v1/models/" + Api.MODEL + "/batches",
              """
              {"input": [{"prompt": "one"}, {"prompt": "two"}], "callback_url": "%s",
               "metadata": {"sandbox": {"fail": "INTERNAL"}}}
              """
                  .formatted(callback.url()));

      Received sent = hook.take();
      assertThat(sent.body()).isEqualTo(callback.take().body());
      assertThat(Json.tree(sent.body()).path("batch_id")).isEqualTo(batch.json().path("id"));
    }
  }

  @Test
  void moneyThatRunsLowIsTold() throws Exception {
    try (var hook = CallbackReceiver.answering(200)) {
      api.create("{\"url\": \"%s\", \"events\": [\"balance.low\"]}".formatted(hook.url()));
      String all = server.get("/v1/billing/balance").json().path("available").stringValue();
      String threshold = "{\"low_balance_threshold\": \"%s\"}".formatted(all);
      assertThat(api.send("PATCH", "/v1/billing/balance", threshold).status()).isEqualTo(200);
      server.end(api.run("{\"sandbox\": {\"instant\": true}}"));

      JsonNode body = Json.tree(hook.take().body());
      assertThat(body.path("event").stringValue()).isEqualTo("balance.low");
      assertThat(body.path("low_balance_threshold").stringValue()).isEqualTo(all);
      assertThat(body.path("org_id"))
          .isEqualTo(server.get("/v1/billing/balance").json().path("org_id"));
    }
  }

  @Test
  void aRunsEndReachesEveryWebhookWithTheBytesOfItsCallback() throws Exception {
    try (var hook = CallbackReceiver.answering(200);
        var other = CallbackReceiver.answering(204);
        var callback = CallbackReceiver.answering(200)) {
      JsonNode made = api.create("{\"url\": \"%s\", \"label\": \"main\"}".formatted(hook.url()));
      api.createAt(other.url());
      String secret = made.path("plain_secret").stringValue();
      String run =
          server.begin(
              server.testKey(),
              Api.MODEL,
              """
              {"input": {"prompt": "x", "duration": "4s"}, "callback_url": "%s",
               "metadata": {"order": 7,  "sandbox": {"instant": true}}}
              """
                  .formatted(callback.url()));

      Received sent = hook.take();
      assertThat(sent.body()).isEqualTo(callback.take().body()).isEqualTo(other.take().body());
      JsonNode body = Json.tree(sent.body());
      assertThat(body.path("event").stringValue()).isEqualTo("run.completed");
      assertThat(body.path("run_id").stringValue()).isEqualTo(run);
      var signed = new Signed(sent);
      assertThat(signed.bodySignedWith(secret)).isTrue();
      assertThat(signed.webhookSignedWith(secret)).isTrue();
      String id = made.path("id").stringValue();
      JsonNode delivery = api.ended(id, 1).getFirst();
      assertThat(delivery.path("status_code").stringValue()).isEqualTo("succeeded");
      assertThat(delivery.path("id").stringValue()).isEqualTo(sent.header("webhook-id").orElse(""));
      assertThat(delivery.path("run_id").stringValue()).isEqualTo(run);
      assertThat(delivery.path("payload_bytes").stringValue()).isEqualTo(sent.text());
      assertThat(delivery.path("payload").path("metadata").path("order").intValue()).isEqualTo(7);
      assertThat(delivery.path("attempts").path(0).path("status_code").intValue()).isEqualTo(200);
      assertThat(delivery.path("attempts").path(0).path("succeeded").booleanValue()).isTrue();
      assertThat(api.read(id).path("last_triggered_at").isString()).isTrue();
    }
  }

  @Test
  void onlyTheEventsOfTheListAreSent() throws Exception {
    try (var failures = CallbackReceiver.answering(200);
        var cancels = CallbackReceiver.answering(200)) {
      api.create("{\"url\":\"%s\",\"events\":[\"run.failed\"]}".formatted(failures.url()));
      String id =
          api.create("{\"url\":\"%s\",\"events\":[\"run.cancelled\"]}".formatted(cancels.url()))
              .path("id")
              .stringValue();
      api.failingRun();
      String long1 = api.run("{\"sandbox\": {\"delay_ms\": 3600000}}");
      server.post("/v1/runs/" + long1 + "/cancellation", null);

      assertThat(failures.take().text()).contains("run.failed").contains("\"error\"");
      assertThat(cancels.take().text()).contains("run.cancelled", long1);
      assertThat(failures.quietFor(Duration.ofMillis(50))).isTrue();
      assertThat(api.patch(id, "{\"events\": null}").json().path("events").isNull()).isTrue();
      api.failingRun();
      assertThat(cancels.take().text()).contains("run.failed");
    }
  }

  @Test
  void anotherOrganisationAndTheOtherModeHearNothing() throws Exception {
    try (var stranger = CallbackReceiver.answering(200);
        var live = CallbackReceiver.answering(200);
        var own = CallbackReceiver.answering(200)) {
      String body = "{\"url\": \"%s\"}";
      server.send(
          "POST", "/v1/webhooks", server.strangerKey(), body.formatted(stranger.url()), Map.of());
      Answer made =
          server.send(
              "POST", "/v1/webhooks", server.liveKey(), body.formatted(live.url()), Map.of());
      assertThat(made.json().path("livemode").booleanValue()).isTrue();
      api.createAt(own.url());
      api.failingRun();
      own.take();

      assertThat(stranger.quietFor(Duration.ofMillis(50))).isTrue();
      assertThat(live.quietFor(Duration.ofMillis(1))).isTrue();
      assertThat(server.get("/v1/webhooks").json().path("items")).hasSize(1);
      server.send(
          "DELETE",
          "/v1/webhooks/" + made.json().path("id").stringValue(),
          server.liveKey(),
          null,
          Map.of());
    }
  }

  @Test
  void bothSecretsSignWhileOneReplacesTheOther() throws Exception {
    try (var hook = CallbackReceiver.answering(200)) {
      JsonNode made = api.create("{\"url\": \"%s\"}".formatted(hook.url()));
      String id = made.path("id").stringValue();
      String old = made.path("plain_secret").stringValue();
      JsonNode rotated =
          api.patch(id, "{\"rotate_secret\": true, \"overlap_seconds\": 3600}").json();
      String fresh = rotated.path("plain_secret").stringValue();
      assertThat(rotated.path("secret_fingerprint")).isNotEqualTo(made.path("secret_fingerprint"));
      assertThat(rotated.path("secrets")).hasSize(2);

      server.post("/v1/webhooks/" + id + "/tests", null);
      var both = new Signed(hook.take());
      assertThat(both.callback().text()).contains("webhook.test");
      assertThat(both.bodySignedWith(fresh)).isTrue();
      assertThat(both.bodySignedWith(old)).isFalse();
      assertThat(both.webhookSignedWith(fresh)).isTrue();
      assertThat(both.webhookSignedWith(old)).isTrue();

      String chosen = "whsec_" + "QUJD".repeat(10);
      api.patch(
          id, "{\"rotate_secret\":true,\"overlap_seconds\":0,\"secret\":\"%s\"}".formatted(chosen));
      server.post("/v1/webhooks/" + id + "/tests", "{}");
      var last = new Signed(hook.take());
      assertThat(last.bodySignedWith(chosen)).isTrue();
      assertThat(last.webhookSignedWith(fresh)).as("its overlap was cut to nothing").isFalse();
      assertThat(last.webhookSignedWith(old)).as("its own end stands").isTrue();
      assertThat(api.read(id).toString()).doesNotContain(chosen);
    }
  }

  @Test
  void aNewAddressGetsWhatIsStillToBeSentAndADeletedOneNothing() throws Exception {
    try (var wrong = CallbackReceiver.answering(500);
        var right = CallbackReceiver.answering(200)) {
      String id = api.createAt(wrong.url());
      api.failingRun();
      Received first = wrong.take();
      api.patch(id, "{\"url\": \"%s\"}".formatted(right.url()));
      Received second = right.take();
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));

      api.delete("/v1/webhooks/" + id);
      api.failedRun();
      assertThat(right.quietFor(Duration.ofMillis(100))).isTrue();
      assertThat(server.get("/v1/webhooks/" + id).status()).isEqualTo(404);
      assertThat(api.deliveries("any")).as("the history stays").isNotEmpty();
    }
  }

  @Test
  void theTypesOfEventsAreListed() throws Exception {
    List<String> codes =
        server
            .get("/v1/webhooks/event-types")
            .json()
            .path("items")
            .valueStream()
            .map(type -> type.path("code").stringValue())
            .toList();
    assertThat(codes).contains("run.completed", "batch.partial_succeeded", "balance.low");
    for (String code : codes) {
      assertThat(server.get("/v1/webhooks/event-types/" + code).json().path("code").stringValue())
          .isEqualTo(code);
    }
    assertThat(server.get("/v1/webhooks/event-types/run.done").status()).isEqualTo(404);
  }
}
