package runflow.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the API what it makes of the content of a playground's form. */
final class CheckForm {
  private final Visit visit;
  private final ModelDetail model;
  private final InputFields fields;

  CheckForm(Visit visit, ModelDetail model) {
    this.visit = visit;
    this.model = model;
    this.fields = new InputFields(model);
  }

  /** Path of the API where the model is run. */
  String target() {
    return "/v1/models/" + Targets.path(model.id()) + "/runs";
  }

  /** The request that the form means. */
  ObjectNode body(FormInput form) {
    return form.body(model.inputSchema(), fields.with(form.input(), Map.of()));
  }

  /**
   * What a form that is being filled in would cost.
   *
   * @param refused whether it was sent before and not taken; otherwise fields that are still empty
   *     are no errors
   */
  Playground.Checked price(FormInput form, boolean refused) throws Exception {
    try {
      JsonNode answer = visit.send("POST", target() + "?dry_run=true", body(form));
      var quote = Json.MAPPER.treeToValue(answer, Playground.Quote.class);
      return checked(form, Optional.of(quote), none(), refused);
    } catch (ApiException e) {
      if (refused || e.errors().isEmpty()) {
        return problems(form, e, refused);
      }
      List<FieldError> errors =
          e.errors().stream().filter(error -> !error.type().equals("required")).toList();
      return checked(form, Optional.empty(), new Problems("", errors), false);
    }
  }

  /** Why a form that was sent was not taken. */
  Playground.Checked refused(FormInput form, ApiException refusal) {
    return problems(form, refusal, true);
  }

  /** What is wrong, at fields and elsewhere. */
  private record Problems(String problem, List<FieldError> errors) {}

  private static Problems none() {
    return new Problems("", List.of());
  }

  private Playground.Checked problems(FormInput form, ApiException refusal, boolean refused) {
    boolean placed = refusal.errors().stream().anyMatch(error -> !error.loc().isEmpty());
    String problem = placed ? "" : String.valueOf(refusal.getMessage());
    return checked(form, Optional.empty(), new Problems(problem, refusal.errors()), refused);
  }

  private Playground.Checked checked(
      FormInput form, Optional<Playground.Quote> quote, Problems problems, boolean refused) {
    Map<String, String> byField = new HashMap<>();
    for (FieldError error : problems.errors()) {
      List<?> loc = error.loc();
      boolean input = loc.size() > 1 && loc.getFirst().equals("input");
      String field = loc.isEmpty() ? "" : String.valueOf(loc.get(input ? 1 : 0));
      byField.merge(input ? FormInput.INPUT + field : field, error.msg(), (a, b) -> a + "; " + b);
    }
    Map<String, String> inputErrors =
        byField.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(FormInput.INPUT))
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().substring(FormInput.INPUT.length()),
                    Map.Entry::getValue));
    return new Playground.Checked(
        fields.with(form.input(), inputErrors),
        quote,
        problems.problem(),
        byField.getOrDefault(FormInput.CALLBACK_URL, ""),
        byField.getOrDefault(FormInput.METADATA, ""),
        Curl.of("POST", visit.baseUrl() + target(), body(form)),
        refused);
  }
}
