package runflow.catalog;

import java.util.List;
import java.util.Locale;
import runflow.json.Json;
import tools.jackson.databind.node.ArrayNode;

/** Routes as the API shows them: which would serve a model now, and why others would not. */
public final class RouteView {
  private RouteView() {}

  /** One entry for each, in their order: provider, its model, status and reason. */
  public static ArrayNode of(List<RouteState> routes) {
    ArrayNode view = Json.MAPPER.createArrayNode();
    for (RouteState state : routes) {
      view.addObject()
          .put("provider", state.route().provider())
          .put("model", state.route().model())
          .put("status", state.status().name().toLowerCase(Locale.ROOT))
          .put("reason", state.reason().orElse(null));
    }
    return view;
  }
}
