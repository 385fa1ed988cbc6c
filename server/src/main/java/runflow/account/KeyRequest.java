package runflow.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import runflow.error.ApiException;
import runflow.http.Caller;
import runflow.http.Scope;
import runflow.http.SpendingCap;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;

/** What an administrator asks a new key to be. */
record KeyRequest(KeyTerms terms, Optional<Instant> expires) {
  private static final Set<String> FIELDS =
      Set.of("name", "kind", "scopes", "models", "spending_cap", "expires_at");
  private static final String CAP_FORM =
      "must be an object of an `amount` in dollars, such as \"25.00\", and a `period`: day, month or"
          + " total";

  /**
   * Reads the body of a request.
   *
   * @param isModel whether there is a model of that id
   * @throws ApiException {@code BAD_REQUEST} or {@code VALIDATION_FAILED} with every problem
   */
  static KeyRequest read(byte[] body, Instant now, Predicate<String> isModel) {
    KeyFields fields = KeyFields.of(body, FIELDS);
    String name = fields.name();
    Optional<Caller.Kind> kind = kind(fields);
    Set<Scope> scopes = scopes(fields, kind);
    Set<String> models = models(fields, kind, isModel);
    Optional<SpendingCap> cap = cap(fields, kind);
    Optional<Instant> expires = fields.future("expires_at", now);
    fields.done();
    return new KeyRequest(new KeyTerms(name, kind.orElseThrow(), scopes, models, cap), expires);
  }

  private static Optional<Caller.Kind> kind(KeyFields fields) {
    JsonNode given = fields.field("kind");
    Optional<Caller.Kind> kind =
        Arrays.stream(Caller.Kind.values())
            .filter(known -> given.isString() && ApiKey.code(known).equals(given.stringValue()))
            .findFirst();
    if (kind.isEmpty()) {
      fields.wrong("kind", "must be live, test or service");
    }
    return kind;
  }

  private static Set<Scope> scopes(KeyFields fields, Optional<Caller.Kind> kind) {
    Set<Scope> possible = kind.map(Caller.Kind::scopes).orElse(EnumSet.allOf(Scope.class));
    Optional<Set<String>> codes = fields.texts("scopes");
    if (codes.isEmpty()) {
      return possible;
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String code : codes.get()) {
      Scope.of(code)
          .filter(possible::contains)
          .ifPresentOrElse(
              scopes::add,
              () ->
                  fields.wrong(
                      "scopes",
                      "of such a key must be among "
                          + possible.stream().map(Scope::code).collect(Collectors.joining(", "))));
    }
    return scopes;
  }

  private static Set<String> models(
      KeyFields fields, Optional<Caller.Kind> kind, Predicate<String> isModel) {
    Set<String> models = fields.texts("models").orElse(Set.of());
    List<String> unknown = models.stream().filter(isModel.negate()).toList();
    if (!unknown.isEmpty()) {
      fields.wrong("models", "must be ids of models that this server has");
    }
    if (!models.isEmpty() && kind.equals(Optional.of(Caller.Kind.SERVICE))) {
      fields.problem("models", "means nothing for a service key, which runs none; leave it out");
    }
    return models;
  }

  private static Optional<SpendingCap> cap(KeyFields fields, Optional<Caller.Kind> kind) {
    if (!fields.has("spending_cap")) {
      return Optional.empty();
    }
    if (kind.equals(Optional.of(Caller.Kind.SERVICE))) {
      fields.problem("spending_cap", "means nothing for a service key, which spends nothing");
    }
    JsonNode cap = fields.field("spending_cap");
    Optional<BigDecimal> amount = KeyFields.dollars(cap.path("amount"));
    Optional<SpendingCap.Period> period = SpendingCap.Period.of(cap.path("period").asString(""));
    if (amount.isEmpty()
        || period.isEmpty()
        || !Set.of("amount", "period").containsAll(cap.propertyNames())) {
      fields.wrong("spending_cap", CAP_FORM);
      return Optional.empty();
    }
    return Optional.of(new SpendingCap(Money.dollars(amount.get().toPlainString()), period.get()));
  }
}
