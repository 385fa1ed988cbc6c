package runflow.fake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request as it arrived.
 *
 * @param where empty for calls that are none of the four, e.g. a cancellation
 * @param path percent-encoded, without the query
 * @param query percent-encoded, empty where there is none
 * @param headers names in lower case
 * @param body empty also where the fault was not to read it
 */
public record Recorded(
    Optional<Where> where,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    Instant arrival) {

  /** The first value of a header, its name in any case. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON.
   *
   * @throws tools.jackson.core.JacksonException if it is not
   */
  public JsonNode json() {
    return Json.tree(text());
  }

  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query) + ", " + body.length + " B";
  }
}
