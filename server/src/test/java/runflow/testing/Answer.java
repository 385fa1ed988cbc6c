package runflow.testing;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** An HTTP answer as a test looks at it. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
  /** The body as JSON. */
  public JsonNode json() {
    return Json.tree(body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  @Override
  public String toString() {
    return status + " " + text();
  }
}
