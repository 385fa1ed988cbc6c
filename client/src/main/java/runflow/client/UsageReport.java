package runflow.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What was used.
 *
 * @param document everything the server says
 */
public record UsageReport(JsonNode document) {
  /** A line for each group: what it is grouped by, then {@code runs} to {@code billed}. */
  public List<JsonNode> lines() {
    return document.path("items").valueStream().toList();
  }

  /** The sums of the lines. */
  public JsonNode totals() {
    return document.path("totals");
  }
}
