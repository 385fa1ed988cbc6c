package runflow.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Further organisations of a server under test, each with money: the runs of one account are
 * accepted one batch after the other, those of several side by side.
 */
final class Organisations {
  private static final String PATH = "/v1/admin/organisations";

  private Organisations() {}

  /** Live keys of so many organisations, the first of which is the server's own. */
  static List<String> keys(Lab.Running server, int count) throws IOException {
    List<String> keys = new ArrayList<>(List.of(server.key()));
    try (var connection = Connection.open(server.child().url())) {
      while (keys.size() < count) {
        keys.add(found(connection, server.child().tell("service_key"), keys.size()));
      }
    }
    return keys;
  }

  private static String found(Connection connection, String serviceKey, int number)
      throws IOException {
    String name = "{\"name\":\"bench %d\"}".formatted(number);
    String id = created(connection, Requests.post(PATH, serviceKey, name)).path("id").stringValue();
    created(connection, Requests.postFor(id, "/v1/admin/credits", serviceKey, Lab.LIVE_CREDIT));
    String key = "{\"kind\":\"live\",\"name\":\"bench\"}";
    return created(connection, Requests.post(PATH + "/" + id + "/keys", serviceKey, key))
        .path("plain_key")
        .stringValue();
  }

  private static JsonNode created(Connection connection, byte[] request) throws IOException {
    if (connection.exchange(request) != 201) {
      throw new IOException("not created: " + connection.answer());
    }
    return Json.tree(connection.body());
  }
}
