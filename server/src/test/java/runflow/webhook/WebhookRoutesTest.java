package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.Answer;
import runflow.testing.CallbackReceiver;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** How webhooks are kept and what is refused. */
class WebhookRoutesTest {
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
  void aWebhookIsMadeChangedAndDeleted() throws Exception {
    Answer created =
        server.post(
            "/v1/webhooks",
            """
            {"url": "https://example.com/hook", "label": "one", "description": "first",
             "events": ["run.failed", "run.completed"]}
            """);
    JsonNode made = created.json();
    String path = created.header("Location").orElse("");
    assertThat(made.path("events").toString()).isEqualTo("[\"run.completed\",\"run.failed\"]");
    assertThat(made.at("/event_subscriptions/0/webhook_id")).isEqualTo(made.path("id"));
    assertThat(made.at("/event_subscriptions/1/event_type_code").stringValue())
        .isEqualTo("run.failed");
    assertThat(made.path("secret_fingerprint").stringValue()).matches("sha256:[0-9a-f]{16}");
    JsonNode read = server.get(path).json();
    assertThat(read.has("plain_secret")).isFalse();
    assertThat(read.path("description").stringValue()).isEqualTo("first");
    assertThat(server.get("/v1/webhooks?q=label:one").json().path("items").path(0)).isEqualTo(read);

    JsonNode changed = api.patch(made.path("id").stringValue(), "{\"label\": \"two\"}").json();
    assertThat(changed.path("label").stringValue()).isEqualTo("two");
    assertThat(changed.path("events")).isEqualTo(made.path("events"));
    assertThat(changed.has("plain_secret")).isFalse();
    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.delete(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\": 5}",
        "{\"url\": \"ftp://example.com\"}",
        "{\"url\": \"http://10.0.0.1/x\"}",
        "{\"url\": \"https://example.com\", \"events\": []}",
        "{\"url\": \"https://example.com\", \"events\": [\"run.done\"]}",
        "{\"url\": \"https://example.com\", \"events\": \"run.failed\"}",
        "{\"url\": \"https://example.com\", \"label\": 1}",
        "{\"url\": \"https://example.com\", \"secret\": \"whsec_short\"}",
        "{\"url\": \"https://example.com\", \"uri\": \"x\"}",
      })
  void aBadWebhookIsRefused(String body) throws Exception {
    Refusal.of(server.post("/v1/webhooks", body), 422, "VALIDATION_FAILED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"since\": \"yesterday\"}",
        "{\"since\": \"2999-01-01T00:00:00Z\"}",
        "{\"since\": \"2026-01-01T00:00:00Z\", \"status\": \"some\"}",
      })
  void aBadOrderToSendAgainIsRefused(String body) throws Exception {
    String id = api.createAt("https://example.com/x");
    Refusal.of(server.post("/v1/webhooks/" + id + "/redeliveries", body), 422, "VALIDATION_FAILED");
    api.delete("/v1/webhooks/" + id);
  }

  @Test
  void thereAreBoundsOnWebhooksAndOnTheirSecrets() throws Exception {
    try (var own = TestServer.start()) {
      var its = new Api(own);
      String id = "";
      for (int i = 0; i < 20; i++) {
        id = its.createAt("https://example.com/" + i);
      }
      Refusal.of(own.post("/v1/webhooks", "{\"url\": \"https://example.com/\"}"), 409, "CONFLICT");
      for (int i = 0; i < 4; i++) {
        assertThat(its.patch(id, "{\"rotate_secret\": true}").status()).isEqualTo(200);
      }
      Refusal.of(its.patch(id, "{\"rotate_secret\": true}"), 409, "CONFLICT");
      for (int i = 0; i < 10; i++) {
        assertThat(own.post("/v1/event-listeners", "{}").status()).isEqualTo(201);
      }
      Refusal.of(own.post("/v1/event-listeners", "{}"), 409, "CONFLICT");
    }
  }

  @Test
  void deliveriesAreListedInPagesAndFiltered() throws Exception {
    try (var hook = CallbackReceiver.answering(200)) {
      String id = api.createAt(hook.url());
      for (int i = 0; i < 5; i++) {
        server.post("/v1/webhooks/" + id + "/tests", null);
      }
      hook.take(5);
      api.ended(id, 5);
      String path = "/v1/webhooks/" + id + "/deliveries";
      JsonNode first = server.get(path + "?limit=3&fields=id,created_at").json();
      assertThat(first.path("items")).hasSize(3);
      assertThat(first.at("/items/0").propertyNames()).containsExactly("id", "created_at");
      JsonNode second =
          server.get(path + "?limit=3&pq=" + first.path("next_pq").stringValue()).json();
      assertThat(second.path("items")).hasSize(2);
      String q = "?q=status_code:succeeded%20AND%20event_type_code:webhook.test";
      assertThat(server.get("/v1/webhooks/any/deliveries" + q).json().path("items")).hasSize(5);
      assertThat(server.get(path + "?q=status_code:failed").json().path("items")).isEmpty();
      assertThat(server.get(path + "?embed=webhook,attempts").json().at("/items/0/webhook/id"))
          .isEqualTo(api.read(id).path("id"));
      Refusal.of(server.get(path + "?embed=attempts&limit=51"), 400, "BAD_REQUEST");
      api.delete("/v1/webhooks/" + id);
    }
  }
}
