package runflow.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;

/** Money that the operator adds to an account. */
record Credit(Money amount, boolean livemode, Optional<String> note) {
  private static final Money LARGEST = Money.dollars("1000000000");
  private static final int LONGEST_NOTE = 255;

  /**
   * Reads the body of a request.
   *
   * @throws ApiException {@code VALIDATION_FAILED} with every problem
   */
  static Credit read(JsonNode body) {
    List<FieldError> problems = new ArrayList<>();
    Money amount = amount(body.path("amount"), problems);
    JsonNode livemode = body.path("livemode");
    if (!livemode.isMissingNode() && !livemode.isBoolean()) {
      problems.add(problem("livemode", "must be true or false", livemode));
    }
    Optional<String> note = note(body.path("note"), problems);
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return new Credit(amount, livemode.isBoolean() && livemode.booleanValue(), note);
  }

  private static Money amount(JsonNode node, List<FieldError> problems) {
    Optional<Money> amount = dollars(node).filter(some -> some.compareTo(Money.ZERO) > 0);
    if (amount.isEmpty()) {
      problems.add(
          problem(
              "amount",
              "must be a decimal number of dollars such as \"25.00\", more than 0 and at most 1000000000",
              node));
    }
    return amount.orElse(Money.ZERO);
  }

  /** An amount from nothing to a thousand million; empty if it is anything else. */
  static Optional<Money> dollars(JsonNode node) {
    try {
      return Optional.of(Money.dollars(node.isString() ? node.stringValue() : node.toString()))
          .filter(some -> some.compareTo(Money.ZERO) >= 0 && some.compareTo(LARGEST) <= 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> note(JsonNode node, List<FieldError> problems) {
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()
        || node.stringValue().length() > LONGEST_NOTE
        || !Json.storable(node.stringValue())) {
      problems.add(
          problem(
              "note",
              "must be a text of at most 255 characters without U+0000 or half a surrogate pair",
              node));
      return Optional.empty();
    }
    return Optional.of(node.stringValue());
  }

  static FieldError problem(String field, String rule, JsonNode value) {
    String shown = value.isMissingNode() ? "missing" : value.toString();
    return new FieldError(
        List.of(field),
        "`%s` %s, but was %s"
            .formatted(field, rule, shown.length() > 40 ? shown.substring(0, 40) + "…" : shown),
        "value");
  }
}
