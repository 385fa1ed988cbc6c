package runflow.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.docs.ModelReference;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Pages;
import runflow.page.Section;
import tools.jackson.databind.JsonNode;

/** The catalog, and what a model takes, costs and answers. */
final class ModelPages {
  private static final String LISTED = "id,name,description,categories,pricing,routes";
  private static final int MOST = 500;

  private final Door door;
  private final Pages pages;

  ModelPages(Door door, Pages pages) {
    this.door = door;
    this.pages = pages;
  }

  List<Route> routes() {
    return List.of(
        door.page("/models", this::catalog), door.page("/models/{model...}/api", this::reference));
  }

  /** One page of models. */
  private record Listing(List<ListedModel> items) {}

  private Reply catalog(Visit visit) throws Exception {
    var search =
        new CatalogSearch(
            visit.call().query("search").orElse("").strip(),
            visit.call().query("category").orElse(""));
    String target = "/v1/models?limit=%d&fields=%s".formatted(MOST, LISTED);
    if (!search.text().isEmpty()) {
      target += "&search=" + Targets.part(search.text());
    }
    List<ListedModel> models =
        visit.get(target, Listing.class).items().stream().filter(search::takes).toList();
    return pages.page(
        "models/catalog.jte",
        visit.frame("Models", Section.MODELS),
        Map.of("models", models, "search", search));
  }

  private Reply reference(Visit visit) throws Exception {
    ModelDetail model = model(visit);
    var reference = new ModelReference(visit.baseUrl());
    return pages.page(
        "models/reference.jte",
        visit.frame(model.name() + " API", Section.MODELS),
        Map.of(
            "model",
            model,
            "reference",
            reference,
            "endpoint",
            visit.baseUrl() + "/v1/models/" + model.id() + "/runs",
            "schema",
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(model.inputSchema())));
  }

  /**
   * The model that a path names.
   *
   * @throws ApiException {@code MODEL_NOT_FOUND}
   */
  static ModelDetail model(Visit visit) throws Exception {
    String id = visit.call().part("model");
    return visit.get("/v1/models/" + Targets.path(id), ModelDetail.class);
  }

  /**
   * A run of the visitor's that a page of a model refers to with {@code ?run=}.
   *
   * @throws ApiException {@code RUN_NOT_FOUND} if it is of another model
   */
  static Optional<JsonNode> run(Visit visit, ModelDetail model) throws Exception {
    Optional<String> id = visit.call().query("run");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    JsonNode run = visit.get("/v1/runs/" + Targets.part(id.get()));
    if (!run.path("model").asString("").equals(model.id())) {
      throw new ApiException(
          ErrorCode.RUN_NOT_FOUND, "the run `%s` is not of `%s`".formatted(id.get(), model.id()));
    }
    return Optional.of(run);
  }
}
