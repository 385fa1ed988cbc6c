package runflow.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A model of the catalog.
 *
 * @param id what {@code createRun} takes, e.g. {@code google/veo3.1}
 * @param document everything the server says about it: schema, price, examples, providers
 */
public record Model(String id, JsonNode document) {
  static Model of(JsonNode document) {
    return new Model(document.path("id").asString(""), document);
  }

  /** Display name; the id where the server gives none. */
  public String name() {
    return document.path("name").asString(id);
  }

  /** Who may serve live runs of it, in the order in which they are tried. */
  public List<RouteState> routes() {
    List<RouteState> routes = new ArrayList<>();
    for (JsonNode route : document.path("routes")) {
      routes.add(
          new RouteState(
              route.path("provider").asString(""),
              route.path("model").asString(""),
              route.path("status").asString(""),
              Optional.of(route.path("reason").asString("")).filter(why -> !why.isEmpty())));
    }
    return List.copyOf(routes);
  }

  /** What the model does; empty where the server gives nothing. */
  public String description() {
    return document.path("description").asString("");
  }
}
