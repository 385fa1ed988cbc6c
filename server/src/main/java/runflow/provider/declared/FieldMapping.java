package runflow.provider.declared;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.error.FieldError;
import runflow.provider.ProviderRequest;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of one field of the input.
 *
 * @param to where its value goes; empty if the provider has nothing for it
 * @param form that the value takes there
 * @param values that are replaced by others, by their text
 * @param allowed values; empty allows all
 * @param omit a value that is as good as none
 * @param ignored the sentence for the run's log if the provider has nothing for the field
 */
record FieldMapping(
    String field,
    Optional<Pointer> to,
    Form form,
    Map<String, JsonNode> values,
    List<JsonNode> allowed,
    Bounds bounds,
    Optional<JsonNode> omit,
    Optional<String> ignored) {

  /** Least and largest number. */
  record Bounds(Optional<BigDecimal> least, Optional<BigDecimal> most) {}

  /** Whether a value is as good as none. */
  boolean absent(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || omit.filter(none -> text(none).equals(text(value))).isPresent();
  }

  /** What about a value the provider cannot honour; empty if it can. */
  Optional<FieldError> problem(String provider, JsonNode value) {
    if (absent(value) || ignored.isPresent()) {
      return Optional.empty();
    }
    boolean picked = form == Form.ASPECT_RATIO && text(value).equals("auto");
    if (!allowed.isEmpty()
        && !picked
        && allowed.stream().noneMatch(one -> text(one).equals(text(value)))) {
      String all = allowed.stream().map(FieldMapping::text).collect(Collectors.joining(", "));
      return Optional.of(error(provider, "must be one of " + all, value, "enum"));
    }
    if (form == Form.SECONDS && Form.seconds(value).isEmpty()) {
      return Optional.of(
          error(provider, "must be a number of seconds such as 8s", value, "pattern"));
    }
    return outside(provider, value);
  }

  private Optional<FieldError> outside(String provider, JsonNode value) {
    if (!value.isNumber()) {
      return Optional.empty();
    }
    BigDecimal number = value.decimalValue();
    if (bounds.least().filter(least -> number.compareTo(least) < 0).isPresent()) {
      String rule = "must be at least " + bounds.least().get().toPlainString();
      return Optional.of(error(provider, rule, value, "minimum"));
    }
    if (bounds.most().filter(most -> number.compareTo(most) > 0).isPresent()) {
      String rule = "must be at most " + bounds.most().get().toPlainString();
      return Optional.of(error(provider, rule, value, "maximum"));
    }
    return Optional.empty();
  }

  private FieldError error(String provider, String rule, JsonNode value, String type) {
    return new FieldError(
        List.of("input", field),
        "`%s` %s at provider `%s`, but was %s: change it, or route the model to another provider"
            .formatted(field, rule, provider, Said.shown(text(value))),
        type);
  }

  /** The error for a field that a provider's file says nothing of. */
  static FieldError unknown(String provider, String field) {
    return new FieldError(
        List.of("input", field),
        "`%s` cannot be passed on to provider `%s`, whose file does not map it: leave it out, or add it to `submit.fields` there"
            .formatted(Said.shown(field), provider),
        "unsupported");
  }

  /** The value as the provider wants it; empty if it cannot be put so. */
  Optional<JsonNode> converted(JsonNode value, ProviderRequest request) {
    JsonNode replaced = values.getOrDefault(text(value), value);
    return form.convert(replaced, this, request);
  }

  static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString();
  }
}
