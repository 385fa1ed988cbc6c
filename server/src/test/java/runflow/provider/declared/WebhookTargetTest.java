package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runflow.json.Json;
import runflow.testing.ScriptedHttp;
import tools.jackson.databind.JsonNode;

/** Which of our URLs a provider is told. */
class WebhookTargetTest {
  private static final URI PLAIN = URI.create("http://127.0.0.1:8080/v1/provider-webhooks/x/1");
  private static final URI SECURE = URI.create("https://runs.example/v1/provider-webhooks/x/1");

  @Test
  void aProviderOnTheInternetIsToldOfHttpsOnly() {
    try (var wire =
        new Wire(
            Accounts.declaration("replicate").parts(),
            Accounts.account(Optional.empty()),
            Accounts.LIMITS)) {
      assertThat(wire.mayBeTold(SECURE)).isTrue();
      assertThat(wire.mayBeTold(PLAIN)).isFalse();
    }
  }

  @Test
  void aRelayOverHttpIsToldOfHttpToo() throws InterruptedException {
    try (var server = new ScriptedHttp();
        var replicate = Accounts.shipped("replicate", server.uri())) {
      server.on("POST /models/google/veo-3.1/predictions", 201, "{\"id\":\"p1\"}");
      var request = Accounts.request("google/veo-3.1", "{\"prompt\":\"a fox\"}");

      replicate.submit(Accounts.withWebhook(request, PLAIN.toString()), call -> {});

      JsonNode body = Json.tree(server.last().body());
      assertThat(body.path("webhook").stringValue()).isEqualTo(PLAIN.toString());
      assertThat(body.path("webhook_events_filter").path(0).stringValue()).isEqualTo("completed");
    }
  }

  @Test
  void whoIsToldNothingIsToldNoEventsEither() throws InterruptedException {
    try (var server = new ScriptedHttp();
        var replicate = Accounts.shipped("replicate", server.uri())) {
      server.on("POST /models/google/veo-3.1/predictions", 201, "{\"id\":\"p1\"}");
      var request = Accounts.request("google/veo-3.1", "{\"prompt\":\"a fox\"}");

      replicate.submit(
          Accounts.withWebhook(request, PLAIN.toString()).withoutWebhook(), call -> {});

      assertThat(Json.tree(server.last().body()).propertyNames()).containsExactly("input");
    }
  }
}
