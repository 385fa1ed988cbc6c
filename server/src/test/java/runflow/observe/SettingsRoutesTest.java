package runflow.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What the settings in force look like to an operator. */
class SettingsRoutesTest {
  private static final String SECRET = "fal-secret-of-the-operator";

  @Test
  void theOperatorSeesWhatIsInForceAndNoSecret() throws Exception {
    var options =
        TestServer.Options.standard()
            .with("providers.fal.key", SECRET)
            .with("retention.outputs", "30d");
    try (var server = TestServer.start(options)) {
      Answer answer = settings(server, server.serviceKey());
      JsonNode settings = answer.json();
      assertThat(answer.text()).doesNotContain(SECRET);
      assertThat(setting(settings, "providers.fal.key").path("value").stringValue())
          .isEqualTo("********");
      assertThat(setting(settings, "http.host").path("source").stringValue()).isEqualTo("default");
      assertThat(settings.at("/retention/outputs_seconds").intValue()).isEqualTo(30 * 86_400);
      assertThat(settings.at("/retention/assets_seconds").isNull()).isTrue();
      assertThat(settings.at("/storage/place").stringValue()).startsWith("/");
      assertThat(settings.at("/database/kind").stringValue()).isEqualTo("postgresql");
      Refusal.of(settings(server, server.testKey()), 403, "PERMISSION_DENIED");
    }
  }

  private static Answer settings(TestServer server, String key) throws Exception {
    return server.send("GET", "/v1/admin/settings", key, null, Map.of());
  }

  private static JsonNode setting(JsonNode settings, String key) {
    return settings
        .path("settings")
        .valueStream()
        .filter(one -> one.path("key").stringValue().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
