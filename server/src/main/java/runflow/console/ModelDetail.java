package runflow.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A model as its page shows it. */
public record ModelDetail(
    String id,
    String name,
    String description,
    List<String> categories,
    ListedModel.Pricing pricing,
    ObjectNode inputSchema,
    List<Input> inputs,
    List<Output> outputs,
    List<Example> examples,
    List<ListedModel.Route> routes) {

  /**
   * A field of the input.
   *
   * @param allowedValues empty if any value is
   */
  public record Input(
      String name,
      String description,
      String variableTypeCode,
      boolean isRequired,
      Optional<JsonNode> defaultValue,
      List<String> allowedValues) {
    /** The value that is taken if none is given; a dash if there is none. */
    public String fallback() {
      return defaultValue.filter(value -> !value.isNull()).map(JsonNode::asString).orElse("–");
    }
  }

  /** A field of the output. */
  public record Output(String name, String description, String variableTypeCode) {}

  /** An input to try. */
  public record Example(ObjectNode input) {
    /** What it asks for. */
    public String prompt() {
      return input.path("prompt").asString(input.toString());
    }

    /** What it sets beside that, in short. */
    public List<String> settings() {
      return input.properties().stream()
          .filter(field -> !field.getKey().equals("prompt") && field.getValue().isValueNode())
          .filter(field -> !field.getValue().asString().contains("/"))
          .map(
              field ->
                  field.getValue().isBoolean()
                      ? field.getKey() + " " + field.getValue().asString()
                      : field.getValue().asString())
          .toList();
    }
  }

  /** The model as a list shows it. */
  public ListedModel listed() {
    return new ListedModel(id, name, description, categories, pricing, routes);
  }

  /** Input fields that change the price. */
  Set<String> priced() {
    Set<String> fields = new TreeSet<>();
    fields.add(pricing.quantityField());
    pricing.rules().forEach(rule -> fields.addAll(rule.when().keySet()));
    return fields;
  }
}
