package runflow.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an API key is and may do.
 *
 * @param kind {@code live}, {@code test} or {@code service}
 * @param keyPrefix how it begins, to tell keys apart
 * @param models the only ones that it may run; empty if it may run all
 * @param replacedBy the key that a rotation made from it
 * @param lastUsedAt a minute behind at most
 * @param plainKey the key itself; present only in the answer that made it, so keep it
 */
public record ApiKey(
    String id,
    String orgId,
    String name,
    String kind,
    String keyPrefix,
    List<String> scopes,
    List<String> models,
    Optional<SpendingCap> spendingCap,
    Optional<String> replacedBy,
    Optional<Instant> createdAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<String> plainKey) {
  /**
   * The most that a key may spend in a period.
   *
   * @param amount dollars
   * @param period {@code day}, {@code month} or {@code total}
   * @param spent dollars so far
   */
  public record SpendingCap(BigDecimal amount, String period, Optional<BigDecimal> spent) {}

  /** Leaves the key out, so that it cannot slip into a log. */
  @Override
  public String toString() {
    return "ApiKey[id=%s, keyPrefix=%s]".formatted(id, keyPrefix);
  }
}
