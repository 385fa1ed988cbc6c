package runflow.usage;

import java.util.Map;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Runs of the sandbox that end as they are told to. */
final class Ordered {
  static final String MODEL = "google/veo3.1";

  private Ordered() {}

  static String succeeded(TestServer server, String key, String model) throws Exception {
    return ended(server, key, model, "{\"instant\": true}");
  }

  static String failed(TestServer server, String key, String model) throws Exception {
    return ended(server, key, model, "{\"fail\": \"PROVIDER_REJECTED\"}");
  }

  static String canceled(TestServer server, String key, String model) throws Exception {
    String id = open(server, key, model);
    server.send("POST", "/v1/runs/" + id + "/cancellation", key, null, Map.of());
    return id;
  }

  static String open(TestServer server, String key, String model) throws Exception {
    return server.begin(key, model, body("{\"delay_ms\": 600000}"));
  }

  private static String ended(TestServer server, String key, String model, String script)
      throws Exception {
    JsonNode run = server.end(server.begin(key, model, body(script)));
    return run.path("id").stringValue();
  }

  private static String body(String script) {
    return """
        {"input": {"prompt": "x", "duration": "4s"}, "metadata": {"sandbox": %s}}
        """
        .formatted(script);
  }
}
