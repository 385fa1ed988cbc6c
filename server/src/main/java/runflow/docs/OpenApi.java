package runflow.docs;

import java.util.HashMap;
import java.util.Map;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI 3.1 document: what is the same for every model comes from {@code docs/openapi.yaml},
 * the typed request of each model from the catalog.
 */
final class OpenApi {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Catalog catalog;
  private final String base;
  private final Map<String, Integer> taken = new HashMap<>();

  OpenApi(Catalog catalog, String baseUrl) {
    this.catalog = catalog;
    this.base = baseUrl;
  }

  ObjectNode document() {
    ObjectNode document = (ObjectNode) YAML.readTree(Shared.raw("openapi.yaml"));
    ObjectNode templates = (ObjectNode) document.remove("x-model-paths");
    document.putArray("servers").addObject().put("url", base);
    document.putObject("externalDocs").put("url", base + "/llms.txt");
    ObjectNode common = (ObjectNode) document.remove("paths");
    ObjectNode components = (ObjectNode) document.remove("components");
    ObjectNode paths = document.putObject("paths");
    for (Model model : catalog.all()) {
      String name = name(model);
      String path = "/v1/models/" + model.id();
      paths.set(path + "/runs", runs(model, name, templates.required("runs")));
      paths.set(path + "/batches", batches(model, name, templates.required("batches")));
      paths.set(path, reading(model, name, templates.required("model")));
      ((ObjectNode) components.required("schemas")).set(name + "_Request", request(model));
      ((ObjectNode) components.required("schemas"))
          .set(name + "_BatchRequest", batchRequest(model));
    }
    paths.setAll(common);
    document.set("components", components);
    return document;
  }

  private JsonNode runs(Model model, String name, JsonNode template) {
    ObjectNode item = (ObjectNode) template.deepCopy();
    ObjectNode post = describe((ObjectNode) item.required("post"), "Run ", model);
    post.put("operationId", "create_run_" + name);
    ObjectNode body = (ObjectNode) post.at("/requestBody/content/application~1json");
    body.putObject("schema").put("$ref", "#/components/schemas/" + name + "_Request");
    body.putObject("example").set("input", model.examples(base).getFirst());
    return item;
  }

  private JsonNode batches(Model model, String name, JsonNode template) {
    ObjectNode item = (ObjectNode) template.deepCopy();
    ObjectNode post = describe((ObjectNode) item.required("post"), "Run a batch of ", model);
    post.put("operationId", "create_batch_" + name);
    ObjectNode body = (ObjectNode) post.at("/requestBody/content/application~1json");
    body.putObject("schema").put("$ref", "#/components/schemas/" + name + "_BatchRequest");
    body.putObject("example").putArray("input").add(model.examples(base).getFirst());
    return item;
  }

  private JsonNode reading(Model model, String name, JsonNode template) {
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
}
