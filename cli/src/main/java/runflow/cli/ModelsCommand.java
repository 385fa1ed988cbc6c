package runflow.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import runflow.client.Model;
import runflow.client.RunflowClient;
import tools.jackson.databind.JsonNode;

/** Lists the catalog, or shows one model of it. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List the models with their prices, or show what one of them takes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow models",
      "  ./runflow models google/veo3.1/fast/image-to-video",
    })
final class ModelsCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "a model's id; without one, all are listed")
  private Optional<String> id = Optional.empty();

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (var client = new RunflowClient(server.connection(session).caller(false))) {
      if (id.isPresent()) {
        show(client.model(id.get()));
      } else {
        list(client.models());
      }
    }
    return ExitCode.DONE;
  }

  private void list(List<Model> models) {
    int width = models.stream().mapToInt(model -> model.id().length()).max().orElse(0);
    for (Model model : models) {
      session
          .terminal()
          .say(
              ("%-" + (width + 2) + "s%-14s %s").formatted(model.id(), price(model), model.name()));
    }
  }

  private void show(Model model) {
    Terminal terminal = session.terminal();
    terminal.say(model.id() + "  " + model.name());
    terminal.say(model.description());
    terminal.say("");
    JsonNode pricing = model.document().path("pricing");
    terminal.say("Price: %s (%s)".formatted(price(model), pricing.path("note").asString("")));
    for (JsonNode rule : pricing.path("rules")) {
      terminal.say(
          "       %s (%s)"
              .formatted(rule.path("label").asString(""), rule.path("note").asString("")));
    }
    terminal.say("");
    terminal.say("Input:");
    for (JsonNode field : model.document().path("inputs")) {
      terminal.say("  %-18s %s".formatted(field.path("name").asString(""), facts(field)));
    }
    terminal.say("");
    terminal.say("Try:   ./runflow run %s --prompt '...'".formatted(model.id()));
  }

  private static String facts(JsonNode field) {
    var text = new StringBuilder(field.path("variable_type_code").asString(""));
    if (field.path("is_required").asBoolean(false)) {
      text.append(", required");
    }
    if (!field.path("allowed_values").isEmpty()) {
      text.append(", one of ").append(joined(field.path("allowed_values")));
    }
    if (field.path("default_value").isValueNode() && !field.path("default_value").isNull()) {
      text.append(", default ").append(field.path("default_value").asString());
    }
    return text.toString();
  }

  private static String joined(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.joining(" "));
  }

  private static String price(Model model) {
    return model.document().path("pricing").path("label").asString("no price");
  }
}
