package runflow.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.error.FieldError;
import tools.jackson.databind.node.ObjectNode;

/** Turns one parsed file into a model, recording everything that is wrong with it. */
final class ModelReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "description",
          "provider",
          "license",
          "categories",
          "input",
          "output",
          "price",
          "examples",
          "routes");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)+");
  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final int MAX_ID = 128;

  private final CatalogFile file;
  private final Problems problems;
  private final Section root;

  ModelReader(CatalogFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.root = Section.root(file, problems);
  }

  Optional<Model> read() {
    int before = problems.count();
    root.allowOnly(KEYS);
    String id = id();
    List<OutputField> outputs = outputs();
    List<Route> routes = routes();
    Optional<InputSchema> input =
        root.object("input").flatMap(section -> new SchemaReader(section, problems).read());
    Optional<Price> price =
        root.object("price")
            .flatMap(section -> input.map(schema -> new PriceReader(section, schema).read()));
    List<ObjectNode> samples = samples(id, input);
    String name = root.text("name");
    String description = root.text("description");
    String creator = root.text("provider");
    String license = root.text("license");
    List<String> categories = root.texts("categories");
    if (problems.count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Model(
            id,
            file.version(),
            name,
            description,
            creator,
            license,
            categories,
            input.orElseThrow(),
            outputs,
            price.orElseThrow(),
            samples,
            routes));
  }

  private String id() {
    String id = root.text("id");
    boolean reserved = id.endsWith("/runs") || id.endsWith("/batches");
    if (!id.isEmpty() && (!ID.matcher(id).matches() || id.length() > MAX_ID || reserved)) {
      root.problem(
          "id",
          "`id` must be two or more segments of a to z, 0 to 9, . _ and -, joined by /, at most 128"
              + " characters, not ending in /runs or /batches, but was "
              + Shown.shorten(id));
    }
    return id;
  }

  private List<OutputField> outputs() {
    var outputs = new ArrayList<OutputField>();
    for (Section output : root.objects("output")) {
      output.allowOnly(List.of("name", "type", "description"));
      outputs.add(
          new OutputField(output.text("name"), output.text("type"), output.text("description")));
    }
    return outputs;
  }

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    if (!root.node().has("routes")) {
      return routes;
    }
    for (Section route : root.objects("routes")) {
      if (route.node().size() != 1) {
        route.problemAt(route.pointer(), "each route must be one line, `provider: its model`");
      }
      for (String provider : route.node().propertyNames()) {
        if (!PROVIDER.matcher(provider).matches() || provider.equals("sandbox")) {
          route.problem(
              provider,
              "`%s` must be a provider's name in lower case; the sandbox needs no route"
                  .formatted(Shown.shorten(provider)));
        }
        routes.add(new Route(provider, route.text(provider)));
      }
    }
    return routes;
  }

  private List<ObjectNode> samples(String id, Optional<InputSchema> input) {
    var samples = new ArrayList<ObjectNode>();
    for (Section sample : root.objects("examples")) {
      samples.add(sample.node());
      ObjectNode located = Model.located(sample.node(), "https://runflow.example");
      if (input.isPresent()
          && new InputCheck(id, input.get()).check(located)
              instanceof CheckedInput.Refused(List<FieldError> errors)) {
        errors.forEach(
            error ->
                sample.problemAt(
                    sample.at(error.loc().getLast().toString()),
                    "not a runnable example: " + error.msg()));
      }
    }
    return samples;
  }
}
