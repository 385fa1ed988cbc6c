package runflow.catalog;

import java.util.List;
import java.util.function.Function;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The catalog over HTTP. */
public final class CatalogRoutes {
  private final Catalog catalog;
  private final RouteState.Source states;
  private final ModelView view;

  public CatalogRoutes(Catalog catalog, RouteState.Source states, String baseUrl) {
    this.catalog = catalog;
    this.states = states;
    this.view = new ModelView(baseUrl);
  }

  /** To be mounted behind every longer path below {@code /v1/models/}. */
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/public/models", Access.OPEN, call -> list(call, view::of)),
        Route.get("/v1/models", Access.ANY_KEY, call -> list(call, this::withStates)),
        Route.get("/v1/models/{model...}", Access.ANY_KEY, this::one));
  }

  private ObjectNode withStates(Model model) {
    return view.of(model, states.of(model));
  }

  private Reply list(Call call, Function<Model, ObjectNode> shown) {
    List<Model> models = call.query("search").map(catalog::search).orElseGet(catalog::all);
    ObjectNode answer = Json.object();
    var items = answer.putArray("items");
    models.forEach(model -> items.add(shown.apply(model)));
    answer.putNull("next_pq").putNull("prev_pq");
    return Reply.json(200, answer);
  }

  private Reply one(Call call) {
    Model model =
        catalog
            .find(call.part("model"))
            .orElseThrow(() -> UnknownModel.of(call.part("model"), catalog));
    return Reply.json(200, withStates(model));
  }
}
