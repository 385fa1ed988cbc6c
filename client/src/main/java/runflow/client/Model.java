package runflow.client;

import tools.jackson.databind.JsonNode;

/**
 * A model of the catalog.
 *
 * @param id what {@code createRun} takes, e.g. {@code google/veo3.1}
 * @param document everything the server says about it: schema, price, examples, providers
 */
public record Model(String id, JsonNode document) {
  /** Display name; the id where the server gives none. */
  public String name() {
    return document.path("name").asString(id);
  }

  /** What the model does; empty where the server gives nothing. */
  public String description() {
    return document.path("description").asString("");
  }
}
