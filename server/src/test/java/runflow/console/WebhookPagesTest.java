package runflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.CallbackReceiver;
import runflow.testing.TestServer;
import runflow.testing.Visitor;
import tools.jackson.databind.JsonNode;

/** What pages tell of webhooks that do not answer, and of those that were disabled for it. */
class WebhookPagesTest {
  private static final long PATIENCE = 60_000_000_000L;

  private static TestServer server;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.Options.standard()
                .with("webhooks.retries", "20ms")
                .with("webhooks.disable_after", "1ms"));
    visitor = Visitor.stranger(server).signIn(server.testKey());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void oneThatDoesNotAnswerIsDisabledForIt() throws Exception {
    String webhook = create(CallbackReceiver.urlOfNobody());
    String delivery = test(webhook);
    JsonNode ended = await(webhook, read -> read.path("disabled_at").isString());
    assertThat(ended.path("disabled_reason").stringValue()).isEqualTo("failing");

    assertThat(page(webhook))
        .contains("data-state=\"disabled\"", "because it had only failed for days")
        .contains("disabled>", ">Enable<");
    assertThat(page("")).contains("data-state=\"disabled\"");
    String attempts = page(webhook + "/deliveries/" + delivery);
    assertThat(attempts)
        .contains("no answer after", "data-state=\"failed\"")
        .doesNotContain("answered within", "The answer had no body");
  }

  @Test
  void oneThatIsGoneIsDisabledAtOnce() throws Exception {
    try (var gone = CallbackReceiver.answering(410)) {
      String webhook = create(gone.url());
      String delivery = test(webhook);
      await(webhook, read -> read.path("disabled_at").isString());

      assertThat(page(webhook)).contains("because it answered 410 Gone");
      assertThat(page(webhook + "/deliveries/" + delivery)).contains("HTTP 410", "answered within");
    }
  }

  private static String create(String url) throws Exception {
    return server
        .post("/v1/webhooks", "{\"url\": \"%s\"}".formatted(url))
        .json()
        .path("id")
        .stringValue();
  }

  /** Sends a test; its delivery. */
  private static String test(String webhook) throws Exception {
    String place =
        visitor.post("/settings/webhooks/" + webhook + "/tests").header("Location").orElseThrow();
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private static String page(String path) throws Exception {
    var page = visitor.get("/settings/webhooks" + (path.isEmpty() ? "" : "/" + path));
    assertThat(page.status()).isEqualTo(200);
    return page.text();
  }

  /** Waits until a webhook is as wanted; each look is a round trip. */
  private static JsonNode await(String webhook, Predicate<JsonNode> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      JsonNode read = server.get("/v1/webhooks/" + webhook).json();
      if (wanted.test(read)) {
        return read;
      }
      assertThat(System.nanoTime()).as(read.toString()).isLessThan(end);
    }
  }
}
