package runflow.provider.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import runflow.error.FieldError;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects what a provider cannot honour about an input. */
final class Refusals {
  private static final String TYPE = "unsupported";

  private final String provider;
  private final ObjectNode input;
  private final List<FieldError> errors = new ArrayList<>();

  Refusals(String provider, ObjectNode input) {
    this.provider = provider;
    this.input = input;
  }

  List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /** Refuses every field that is set and not among these. */
  Refusals onlyFields(Set<String> known) {
    input.properties().stream()
        .filter(field -> !known.contains(field.getKey()) && !field.getValue().isNull())
        .forEach(
            field ->
                add(
                    field.getKey(),
                    "`%s` means nothing to provider `%s`: leave it out"
                        .formatted(Said.shown(field.getKey()), provider)));
    return this;
  }

  /** Refuses any other value of a field that is set. */
  Refusals onlyValues(String field, List<String> allowed) {
    JsonNode value = input.path(field);
    boolean wrong = input.hasNonNull(field) && !allowed.contains(value.asString(""));
    return refuseIf(
        wrong, field, "must be one of " + String.join(", ", allowed), "use one of these");
  }

  /** Refuses a field's value for a rule, with advice. */
  Refusals refuseIf(boolean broken, String field, String rule, String advice) {
    if (broken) {
      add(
          field,
          "`%s` %s at provider `%s`, but was %s: %s"
              .formatted(field, rule, provider, shown(input.path(field)), advice));
    }
    return this;
  }

  /** Refuses a video without sound, which not every API makes. */
  Refusals refuseSilence(Asked asked) {
    return refuseIf(
        !asked.audio().orElse(true),
        Asked.GENERATE_AUDIO,
        "must be true",
        "this API makes no silent video; leave it out");
  }

  /** Refuses a picture for what it is. */
  Refusals refuse(String field, String message) {
    add(field, message);
    return this;
  }

  private void add(String field, String message) {
    errors.add(new FieldError(List.of("input", field), message, TYPE));
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING, NUMBER, BOOLEAN -> Said.shown(value.asString());
      case MISSING, NULL -> "missing";
      default -> "no such value";
    };
  }
}
