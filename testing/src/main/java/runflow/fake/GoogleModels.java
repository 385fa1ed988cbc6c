package runflow.fake;

import tools.jackson.databind.node.ObjectNode;

/** What the Gemini API answers when its models are listed. */
final class GoogleModels {
  private GoogleModels() {}

  /** A list of one. */
  static Reply list(String model) {
    ObjectNode list = Json.object();
    list.putArray("models").addObject().put("name", "models/" + model);
    return Reply.json(200, list);
  }
}
