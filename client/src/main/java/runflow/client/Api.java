package runflow.client;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asks for documents and lists of them, as values. Safe for use by many threads. */
final class Api {
  private static final int MOST_PAGES = 100;

  private final Transport transport;

  Api(Transport transport) {
    this.transport = transport;
  }

  <T> T get(String path, Class<T> type) {
    return send(Ask.get(path), type);
  }

  <T> T send(Ask ask, Class<T> type) {
    return ClientJson.read(transport.send(ask), type);
  }

  /** The entries of the first page of a list. */
  <T> List<T> page(String path, Class<T> type) {
    return get(path, JsonNode.class)
        .path("items")
        .valueStream()
        .map(item -> ClientJson.read(item, type))
        .toList();
  }

  /** The entries of every page of a list, of the first hundred at most. */
  <T> List<T> all(String path, Class<T> type) {
    return all(path).stream().map(item -> ClientJson.read(item, type)).toList();
  }

  /** As {@link #all(String, Class)}, as they came. */
  List<JsonNode> all(String path) {
    String cursorName = path.contains("?") ? "&pq=" : "?pq=";
    List<JsonNode> items = new ArrayList<>();
    String next = path;
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = get(next, JsonNode.class);
      answer.path("items").forEach(items::add);
      String cursor = answer.path("next_pq").asString("");
      if (cursor.isEmpty()) {
        break;
      }
      next = path + cursorName + Paths.segment(cursor);
    }
    return items;
  }
}
