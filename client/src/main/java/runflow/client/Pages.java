package runflow.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads lists of the API, page by page. */
final class Pages {
  private static final int MOST_PAGES = 100;

  private Pages() {}

  /**
   * The entries of every page of a list, of the first hundred at most.
   *
   * @param cursorName what stands before a cursor, e.g. {@code ?pq=}
   */
  static List<JsonNode> of(Transport transport, String path, String cursorName) {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String next = path + (cursor.isEmpty() ? "" : cursorName + RunflowClient.encoded(cursor));
      JsonNode answer = RunflowClient.read(transport.send(Ask.get(next)), JsonNode.class);
      answer.path("items").forEach(items::add);
      cursor = answer.path("next_pq").asString("");
      if (cursor.isEmpty()) {
        break;
      }
    }
    return items;
  }
}
