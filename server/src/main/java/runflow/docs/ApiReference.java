package runflow.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import runflow.catalog.Catalog;
import runflow.catalog.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reference of the API, written from its OpenAPI document: a page for each tag, with its
 * operations and the objects that they answer with. What there is once for each model is there only
 * once.
 */
final class ApiReference {
  /** Stands for all models, if the catalog has it. */
  private static final String SAMPLE = "google/veo3.1";

  private final ObjectNode document;
  private final String base;
  private final List<Operation> operations;
  private final Schemas schemas;

  ApiReference(ObjectNode openApi, Catalog catalog, String baseUrl) {
    this.document = openApi.deepCopy();
    this.base = baseUrl;
    this.operations = operations(catalog);
    this.schemas = new Schemas(document, homes());
  }

  List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    for (JsonNode tag : document.required("tags")) {
      String name = tag.required("name").stringValue();
      String summary = tag.required("description").stringValue() + ".";
      String markdown = page(name, summary);
      pages.add(new Page(Group.API, path(name), name, summary, markdown));
    }
    return pages;
  }

  private String page(String tag, String summary) {
    var text = new StringBuilder(Shared.read("index-pointer.md", base));
    text.append("\n# ").append(tag).append("\n\n").append(summary).append("\n\n");
    var writer = new OperationText(schemas, base);
    var rows = new ArrayList<List<String>>();
    var details = new StringBuilder();
    for (Operation operation : operations) {
      if (operation.tag().equals(tag)) {
        rows.add(
            Markdown.cells(
                operation.summary(), Markdown.code(operation.method() + " " + operation.path())));
        details.append(writer.of(operation)).append("\n");
      }
    }
    text.append(Markdown.table(Markdown.cells("Operation", "Request"), rows)).append("\n");
    return text.append(details).append(schemas.objectsOf(base + path(tag) + ".md")).toString();
  }

  private List<Operation> operations(Catalog catalog) {
    JsonNode templates = OpenApi.file().required("x-model-paths");
    Model sample = catalog.find(SAMPLE).orElse(catalog.all().getFirst());
    Set<String> models = new TreeSet<>();
    for (Model model : catalog.all()) {
      Stream.of("", "/runs", "/batches")
          .forEach(end -> models.add("/v1/models/" + model.id() + end));
    }
    List<Operation> found = new ArrayList<>();
    for (var path : document.required("paths").properties()) {
      boolean ofModel = models.contains(path.getKey());
      String end = path.getKey().replaceFirst("^/v1/models/" + sample.id(), "");
      if (ofModel && !Set.of("", "/runs", "/batches").contains(end)) {
        continue;
      }
      for (var operation : path.getValue().properties()) {
        ObjectNode node = (ObjectNode) operation.getValue();
        if (ofModel) {
          generalise(node, templates.at(end.isEmpty() ? "/model/get" : end + "/post"));
        }
        found.add(
            new Operation(
                operation.getKey().toUpperCase(Locale.ROOT),
                ofModel ? "/v1/models/{model}" + end : path.getKey(),
                node));
      }
    }
    return found;
  }

  /** What is said of the first model becomes what is true of any. */
  private void generalise(ObjectNode operation, JsonNode template) {
    operation.set("summary", template.required("summary"));
    operation.put(
        "description",
        operation
            .path("description")
            .asString("")
            .replaceFirst("^.*?(?=Takes a key|$)", "")
            .strip());
    operation
        .withArray("/parameters")
        .insertObject(0)
        .put("name", "model")
        .put("in", "path")
        .put("required", true)
        .put("description", "The id of a model, with its slashes, e.g. `google/veo3.1/fast`.")
        .putObject("schema")
        .put("type", "string");
    JsonNode request = operation.at("/requestBody/content/application~1json/schema/$ref");
    if (request.isString()) {
      document
          .at(request.stringValue().substring(1))
          .findValues("input")
          .forEach(ApiReference::untyped);
    }
  }

  /** An input is that of any model; one of a batch may have its reference beside the fields. */
  private static void untyped(JsonNode input) {
    if (input.get("items") instanceof ObjectNode ofBatch) {
      JsonNode reference = ofBatch.at("/properties/client_ref");
      ofBatch.removeAll().put("type", "object");
      ofBatch.putObject("properties").set("client_ref", reference);
      ((ObjectNode) input).put("description", "The input of each run; either this or `items`.");
    } else if (input instanceof ObjectNode fields && fields.has("properties")) {
      fields
          .removeAll()
          .put("type", "object")
          .put("description", "The fields of the model's input schema.");
    }
  }

  /** Each object is shown on the first page that has an operation with it. */
  private Map<String, String> homes() {
    Map<String, String> homes = new LinkedHashMap<>();
    for (JsonNode tag : document.required("tags")) {
      String name = tag.required("name").stringValue();
      for (Operation operation : operations) {
        if (operation.tag().equals(name)) {
          settle(operation.node(), base + path(name) + ".md", homes);
        }
      }
    }
    return homes;
  }

  private void settle(JsonNode node, String home, Map<String, String> homes) {
    for (String reference : node.findValuesAsString("$ref")) {
      JsonNode component = document.at(reference.substring(1));
      if (!homes.containsKey(reference)) {
        homes.put(reference, Schemas.isObject(component) ? home : "");
        settle(component, home, homes);
      }
    }
  }

  private static String path(String tag) {
    return "/docs/api/" + tag.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
