package runflow.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key as {@code GET /v1/admin/keys/{id}} describes it. */
public record KeyEntry(
    String id,
    String orgId,
    String name,
    String kind,
    String keyPrefix,
    List<String> scopes,
    Optional<List<String>> models,
    Optional<Cap> spendingCap,
    Optional<String> replacedBy,
    Instant createdAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {
  /** The most that may be spent in a period, and what was. */
  public record Cap(BigDecimal amount, String period, BigDecimal spent) {
    /** E.g. {@code $3.20 of $25.00 a month}. */
    public String text() {
      return "%s of %s %s"
          .formatted(
              Dollars.text(spent),
              Dollars.text(amount),
              period.equals("total") ? "in total" : "a " + period);
    }
  }

  /** A page of keys. */
  public record Page(List<KeyEntry> items, Optional<String> nextPq) {}

  /** What a list shows of its scopes. */
  public String scopesText() {
    return scopes.size() == 1 ? scopes.getFirst() : scopes.size() + " scopes";
  }

  /** What a list shows of its models; a service key runs none. */
  public String modelsText() {
    if (kind.equals("service")) {
      return "no model";
    }
    return models
        .map(some -> some.size() == 1 ? some.getFirst() : some.size() + " models")
        .orElse("all models");
  }

  /** What can be done with it: {@code active}, {@code ending}, {@code expired}, {@code revoked}. */
  public String state(Instant now) {
    if (revokedAt.isPresent()) {
      return "revoked";
    }
    if (expiresAt.filter(end -> !end.isAfter(now)).isPresent()) {
      return "expired";
    }
    return replacedBy.isPresent() ? "ending" : "active";
  }

  public boolean open(Instant now) {
    return state(now).equals("active") || state(now).equals("ending");
  }
}
