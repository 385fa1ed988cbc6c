package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;

import java.util.ArrayList;
import java.util.List;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import runflow.catalog.Price;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** The page of one model, in Markdown. */
final class ModelPage {
  private final Model model;
  private final String base;
  private final String path;

  ModelPage(Model model, String baseUrl) {
    this.model = model;
    this.base = baseUrl;
    this.path = "/v1/models/" + model.id() + "/runs";
  }

  String markdown() {
    return String.join(
        "\n",
        opening(),
        pricing(),
        endpoint(),
        samples(),
        parameters(),
        inputs(),
        outputs(),
        Shared.read("callback-payload.md", base),
        Shared.read("additional-resources.md", base));
  }

  private String opening() {
    return """
    %s
    # %s

    Pricing: %s. Endpoint: POST %s.

    %s
    """
        .formatted(
            Shared.read("index-pointer.md", base),
            model.name(),
            model.price().label(),
            path,
            model.description());
  }

  private String pricing() {
    Price price = model.price();
    return """
    ## Overview

    ### Pricing

    - Base price: %s
    - Note: %s

    %s
    The run below is an example; its exact price is in the answer, and `?dry_run=true` tells it \
    without creating a run.
    """
        .formatted(price.label(), price.note(), PriceTable.of(price));
  }

  private String endpoint() {
    return """
    ## %s API

    Endpoint: `POST %s`
    """
        .formatted(model.name(), path);
  }

  private String samples() {
    var samples = new Samples(base + path, model.examples(base).getFirst());
    return """
    ## Run the model

    Put your API key into the environment variable `RUNFLOW_API_KEY` first.

    ### Python

    %s
    ### Node.js

    %s
    ### cURL

    %s"""
        .formatted(
            Markdown.fence("python", samples.python()),
            Markdown.fence("javascript", samples.node()),
            Markdown.fence("bash", samples.curl()));
  }

  private static String parameters() {
    return """
    ## Request parameters

    %s"""
        .formatted(
            Markdown.table(
                cells("Parameter", "Type", "Required", "Description"), RequestParameters.ROWS));
  }

  private String inputs() {
    var rows = new ArrayList<List<String>>();
    for (InputField field : model.input().fields()) {
      rows.add(
          cells(
              code(field.name()),
              field.type(),
              field.required() ? "required" : "optional",
              field.fallback().map(ModelPage::shown).orElse("none"),
              field.allowed().isEmpty() ? "Any" : String.join(", ", field.allowed()),
              field.description()));
    }
    return """
    ## Input schema

    %s"""
        .formatted(
            Markdown.table(
                cells("Field", "Type", "Required", "Default", "Allowed values", "Description"),
                rows));
  }

  private String outputs() {
    var rows =
        model.outputs().stream()
            .map(field -> cells(code(field.name()), field.type(), field.description()))
            .toList();
    return """
    ## Output schema

    %s"""
        .formatted(Markdown.table(cells("Field", "Type", "Description"), rows));
  }

  private static String shown(JsonNode value) {
    return code(value.isString() ? value.stringValue() : Json.text(value));
  }
}
