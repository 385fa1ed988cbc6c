package runflow.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a key is to be.
 *
 * @param kind {@code live}, {@code test} or {@code service}
 * @param scopes empty for all that its kind may have
 * @param models the only ones that it may run; empty for all
 */
public record NewApiKey(
    String name,
    String kind,
    List<String> scopes,
    List<String> models,
    Optional<Cap> cap,
    Optional<Instant> expiresAt) {
  /**
   * The most that it may spend.
   *
   * @param amount dollars
   * @param period {@code day}, {@code month} or {@code total}
   */
  public record Cap(BigDecimal amount, String period) {}

  public NewApiKey {
    scopes = List.copyOf(scopes);
    models = List.copyOf(models);
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("kind", kind);
    if (!scopes.isEmpty()) {
      body.put("scopes", scopes);
    }
    if (!models.isEmpty()) {
      body.put("models", models);
    }
    cap.ifPresent(
        most ->
            body.put(
                "spending_cap",
                Map.of("amount", most.amount().toPlainString(), "period", most.period())));
    expiresAt.ifPresent(end -> body.put("expires_at", end.toString()));
    return body;
  }
}
