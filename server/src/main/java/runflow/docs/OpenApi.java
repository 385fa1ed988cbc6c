package runflow.docs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI 3.1 document of what a server serves. It puts together what {@code docs/openapi.yaml}
 * says of each route, what the routing table knows of it already, and the catalog's typed request
 * of each model. A route that the file does not describe is not in the document, nor is a
 * description without its route.
 */
final class OpenApi {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String RUNS = "POST /v1/models/{}/runs";
  private static final String BATCHES = "POST /v1/models/{}/batches";
  private static final String MODEL = "GET /v1/models/{}";

  private final Catalog catalog;
  private final String base;
  private final Map<String, Route> routes;
  private final Map<String, Integer> taken = new HashMap<>();

  OpenApi(Catalog catalog, String baseUrl, List<Route> routes) {
    this.catalog = catalog;
    this.base = baseUrl;
    this.routes =
        routes.stream().collect(Collectors.toMap(route -> bare(route.signature()), route -> route));
  }

  /** The file as it is shipped. */
  static ObjectNode file() {
    return (ObjectNode) YAML.readTree(Shared.raw("openapi.yaml"));
  }

  ObjectNode document() {
    ObjectNode document = file();
    ObjectNode templates = (ObjectNode) document.remove("x-model-paths");
    ObjectNode common = (ObjectNode) document.remove("paths");
    ObjectNode components = (ObjectNode) document.remove("components");
    var refusals = new Refusals((ObjectNode) document.remove("x-error-codes"));
    var operations = new Operations(refusals);
    document.putArray("servers").addObject().put("url", base);
    document.putObject("externalDocs").put("url", base + "/llms.txt");
    ObjectNode paths = document.putObject("paths");
    ObjectNode schemas = (ObjectNode) components.required("schemas");
    Answers.requireAll(schemas);
    for (Model model : catalog.all()) {
      String name = name(model);
      String path = "/v1/models/" + model.id();
      ObjectNode item = runs(model, name, templates.required("runs"));
      add(paths, path + "/runs", item, Map.of("post", RUNS), operations);
      item = batches(model, name, templates.required("batches"));
      add(paths, path + "/batches", item, Map.of("post", BATCHES), operations);
      item = reading(model, name, templates.required("model"));
      add(paths, path, item, Map.of("get", MODEL), operations);
      schemas.set(name + "_Request", request(model));
      schemas.set(name + "_BatchRequest", batchRequest(model));
    }
    common
        .properties()
        .forEach(
            path -> {
              ObjectNode item = (ObjectNode) path.getValue();
              Map<String, String> signatures = new HashMap<>();
              item.propertyNames()
                  .forEach(method -> signatures.put(method, signature(method, path.getKey())));
              add(paths, path.getKey(), item, signatures, operations);
            });
    components.set("responses", refusals.components());
    document.set("components", components);
    return document;
  }

  /** Adds the operations of a path that are served. */
  private void add(
      ObjectNode paths,
      String path,
      ObjectNode item,
      Map<String, String> signatures,
      Operations operations) {
    signatures.forEach(
        (method, signature) -> {
          Route route = routes.get(signature);
          if (route == null) {
            item.remove(method);
          } else {
            operations.complete((ObjectNode) item.required(method), route, path);
          }
        });
    if (!item.isEmpty()) {
      paths.set(path, item);
    }
  }

  private ObjectNode runs(Model model, String name, JsonNode template) {
    ObjectNode item = (ObjectNode) template.deepCopy();
    ObjectNode post = describe((ObjectNode) item.required("post"), "Run ", model);
    post.put("operationId", "create_run_" + name);
    ObjectNode body = (ObjectNode) post.at("/requestBody/content/application~1json");
    body.putObject("schema").put("$ref", "#/components/schemas/" + name + "_Request");
    body.putObject("example").set("input", model.examples(base).getFirst());
    return item;
  }

  private ObjectNode batches(Model model, String name, JsonNode template) {
    ObjectNode item = (ObjectNode) template.deepCopy();
    ObjectNode post = describe((ObjectNode) item.required("post"), "Run a batch of ", model);
    post.put("operationId", "create_batch_" + name);
    ObjectNode body = (ObjectNode) post.at("/requestBody/content/application~1json");
    body.putObject("schema").put("$ref", "#/components/schemas/" + name + "_BatchRequest");
    body.putObject("example").putArray("input").add(model.examples(base).getFirst());
    return item;
  }

  private ObjectNode reading(Model model, String name, JsonNode template) {
    ObjectNode item = (ObjectNode) template.deepCopy();
    describe((ObjectNode) item.required("get"), "Read ", model)
        .put("operationId", "get_model_" + name);
    return item;
  }

  private ObjectNode describe(ObjectNode operation, String verb, Model model) {
    operation.put("summary", verb + model.name()).put("description", model.description());
    operation.putObject("externalDocs").put("url", base + "/docs/models/" + model.id() + ".md");
    return operation;
  }

  private static ObjectNode request(Model model) {
    ObjectNode typed = Json.object().put("type", "object");
    typed.putArray("required").add("input");
    typed.putObject("properties").set("input", model.input().json());
    ObjectNode request = Json.object();
    request.putArray("allOf").addObject().put("$ref", "#/components/schemas/RunOptions");
    request.withArray("allOf").add(typed);
    return request;
  }

  /** Either inputs that may have a {@code client_ref} among their fields, or items. */
  private static ObjectNode batchRequest(Model model) {
    ObjectNode withRef = model.input().json().deepCopy();
    withRef.withObject("/properties").set("client_ref", clientRef());
    ObjectNode item = Json.object().put("type", "object").put("additionalProperties", false);
    item.putArray("required").add("input");
    ObjectNode fields = item.putObject("properties");
    fields.set("input", model.input().json());
    fields.set("client_ref", clientRef());
    fields.putObject("metadata").putArray("type").add("object").add("null");
    ObjectNode request = Json.object();
    request.putArray("allOf").addObject().put("$ref", "#/components/schemas/BatchOptions");
    request.putArray("oneOf").add(listOf("input", withRef)).add(listOf("items", item));
    return request;
  }

  private static ObjectNode clientRef() {
    ObjectNode ref = Json.object().put("maxLength", 255);
    ref.putArray("type").add("string").add("null");
    return ref;
  }

  private static ObjectNode listOf(String name, ObjectNode element) {
    ObjectNode list = Json.object().put("type", "object");
    list.putArray("required").add(name);
    list.putObject("properties")
        .putObject(name)
        .put("type", "array")
        .put("minItems", 1)
        .put("maxItems", 100)
        .set("items", element);
    return list;
  }

  /** A name for components and operations: letters, digits, _ . -, never the same twice. */
  private String name(Model model) {
    String name = model.id().replace('/', '_');
    int uses = taken.merge(name, 1, Integer::sum);
    return uses == 1 ? name : name + "_" + uses;
  }

  private static String signature(String method, String path) {
    return bare(method.toUpperCase(Locale.ROOT) + " " + path);
  }

  /** Without the names of a path's parts. */
  private static String bare(String signature) {
    return signature.replaceAll("\\{[^}]*}", "{}");
  }
}
