package runflow.catalog;

import java.util.List;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as the API shows it. Amounts are decimal strings in USD.
 *
 * @param baseUrl our own base URL, without a slash at its end
 */
public record ModelView(String baseUrl) {
  /**
   * The whole model: description, price, input schema, examples, links, and its routes with which
   * of them would serve it now.
   */
  ObjectNode of(Model model, List<RouteState> routes) {
    ObjectNode view = of(model);
    view.set("routes", RouteView.of(routes));
    return view;
  }

  /** The same with the names of its routes only, for everyone. */
  public ObjectNode of(Model model) {
    String id = model.id();
    ObjectNode view =
        Json.object()
            .put("id", id)
            .put("slug", id.substring(id.indexOf('/') + 1))
            .put("name", model.name())
            .put("description", model.description())
            .put("version", model.version());
    view.putObject("creator")
        .put("slug", id.substring(0, id.indexOf('/')))
        .put("display_name", model.creator());
    view.put("is_public", true)
        .put("status_code", "active")
        .put("category_code", model.categories().getFirst())
        .set("categories", texts(model.categories()));
    view.put("license_code", model.license()).set("pricing", pricing(model.price()));
    view.put("pricing_note", model.price().note()).set("input_schema", model.input().json());
    view.set("inputs", inputs(model));
    view.set("outputs", outputs(model));
    ArrayNode examples = view.putArray("examples");
    model.examples(baseUrl).forEach(input -> examples.addObject().set("input", input));
    ArrayNode routes = view.putArray("routes");
    model
        .routes()
        .forEach(to -> routes.addObject().put("provider", to.provider()).put("model", to.model()));
    view.putObject("links")
        .put("self", baseUrl + "/v1/models/" + id)
        .put("runs", baseUrl + "/v1/models/" + id + "/runs")
        .put("docs", baseUrl + "/docs/models/" + id);
    return view;
  }

  private static ObjectNode pricing(Price price) {
    ObjectNode pricing =
        Json.object()
            .put("unit", price.unit())
            .put("quantity_field", price.quantity())
            .put("base", price.base().decimal())
            .put("label", price.label())
            .put("note", price.note())
            .put("currency", "USD");
    ArrayNode rules = pricing.putArray("rules");
    for (PriceRule rule : price.rules()) {
      ObjectNode shown = rules.addObject();
      ObjectNode when = shown.putObject("when");
      rule.when().forEach((field, values) -> when.set(field, condition(values)));
      shown
          .put("rate", rule.rate().decimal())
          .put("label", price.label(rule.rate()))
          .put("note", rule.note());
    }
    return pricing;
  }

  private static JsonNode condition(List<JsonNode> values) {
    return values.size() == 1 ? values.getFirst() : Json.MAPPER.createArrayNode().addAll(values);
  }

  private static ArrayNode inputs(Model model) {
    ArrayNode inputs = Json.MAPPER.createArrayNode();
    for (InputField field : model.input().fields()) {
      ObjectNode input =
          inputs
              .addObject()
              .put("name", field.name())
              .put("display_name", field.title())
              .put("description", field.description())
              .put("variable_type_code", field.type())
              .put("is_required", field.required());
      input.set("default_value", field.fallback().orElseGet(input::nullNode));
      input.set("allowed_values", texts(field.allowed()));
      input.put("sort_order", inputs.size() - 1);
    }
    return inputs;
  }

  private static ArrayNode outputs(Model model) {
    ArrayNode outputs = Json.MAPPER.createArrayNode();
    for (OutputField field : model.outputs()) {
      int position = outputs.size();
      outputs
          .addObject()
          .put("name", field.name())
          .put("description", field.description())
          .put("variable_type_code", field.type())
          .put("sort_order", position);
    }
    return outputs;
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }
}
