package runflow.billing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Below what an account's holder wants to be told.
 *
 * @param amount empty to be told never
 * @param seen the {@code updated_at} of the balance that the request is about, if it says so
 */
record Threshold(Optional<Money> amount, Optional<Instant> seen) {
  private static final String FIELD = "low_balance_threshold";

  /**
   * Reads the body of a request.
   *
   * @throws ApiException {@code BAD_REQUEST} or {@code VALIDATION_FAILED} with every problem
   */
  static Threshold read(byte[] bytes) {
    JsonNode body = Json.tree(bytes);
    if (!body.isObject()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }
    List<FieldError> problems = new ArrayList<>();
    JsonNode given = body.path(FIELD);
    Optional<Money> amount = Credit.dollars(given);
    if (amount.isEmpty() && !given.isNull()) {
      problems.add(
          Credit.problem(
              FIELD,
              "must be a decimal number of dollars such as \"10.00\", from 0 to 1000000000, or null",
              given));
    }
    Optional<Instant> seen = seen(body.path("updated_at"), problems);
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return new Threshold(amount, seen);
  }

  private static Optional<Instant> seen(JsonNode given, List<FieldError> problems) {
    if (given.isMissingNode() || given.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(given.asString("")).toInstant());
    } catch (DateTimeParseException e) {
      problems.add(
          Credit.problem(
              "updated_at", "must be the `updated_at` of the balance, or be left out", given));
      return Optional.empty();
    }
  }

  /**
   * Checks that the account is still as the request has seen it.
   *
   * @throws ApiException {@code CONFLICT}
   */
  void requireUnchanged(AccountState state) {
    Instant now = state.updated().truncatedTo(ChronoUnit.MILLIS);
    if (seen.isPresent() && !seen.get().truncatedTo(ChronoUnit.MILLIS).equals(now)) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the balance has changed at %s, after `updated_at`: read it again, or leave `updated_at` out"
              .formatted(Timestamp.text(state.updated())));
    }
  }
}
