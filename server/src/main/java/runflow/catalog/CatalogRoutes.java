package runflow.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Caller;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.MemoryList;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Projection;
import tools.jackson.databind.node.ObjectNode;

/** The catalog over HTTP. */
public final class CatalogRoutes {
  private static final Field ID = Field.text("id").sorts();
  private static final Listing LISTING =
      new Listing(
          "models",
          List.of(
              ID,
              Field.text("slug").sorts(),
              Field.text("name").sorts(),
              Field.text("version"),
              Field.text("category_code").sorts(),
              Field.text("status_code"),
              Field.text("license_code"),
              Field.flag("is_public")),
          List.of(Order.ascending(ID)),
          Projection.of(
              "id",
              "slug",
              "name",
              "description",
              "version",
              "creator",
              "is_public",
              "status_code",
              "category_code",
              "categories",
              "license_code",
              "pricing",
              "pricing_note",
              "input_schema",
              "inputs",
              "outputs",
              "examples",
              "routes",
              "links"),
          List.of());

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
        Route.get(
            "/v1/public/models", Access.OPEN, call -> list(call, "", model -> true, view::of)),
        Route.get("/v1/models", Access.ANY_KEY, this::listWithStates),
        Route.get("/v1/models/{model...}", Access.ANY_KEY, this::one));
  }

  /** Those that the key may run: of the others it is told only if it asks for them by name. */
  private Reply listWithStates(Call call) {
    Caller caller = call.caller();
    return list(
        call, caller.org().toString(), model -> caller.mayUse(model.id()), this::withStates);
  }

  private ObjectNode withStates(Model model) {
    return view.of(model, states.of(model));
  }

  private Reply list(
      Call call, String owner, Predicate<Model> seen, Function<Model, ObjectNode> shown) {
    ListRequest request = ListRequest.read(LISTING, owner, call::query);
    List<Model> models = call.query("search").map(catalog::search).orElseGet(catalog::all);
    Page<ObjectNode> page =
        MemoryList.page(request, models.stream().filter(seen).map(shown).toList());
    return Reply.json(200, page.map(request::shown));
  }

  private Reply one(Call call) {
    Model model =
        catalog
            .find(call.part("model"))
            .orElseThrow(() -> UnknownModel.of(call.part("model"), catalog));
    return Reply.json(200, withStates(model));
  }
}
