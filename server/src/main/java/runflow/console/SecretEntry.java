package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A signing secret as {@code GET /v1/callback-secrets} lists it. */
public record SecretEntry(
    String id,
    String label,
    String keyPrefix,
    boolean isCurrent,
    Optional<Instant> lastUsedAt,
    Instant createdAt) {
  /** All of an organisation's. */
  public record Page(List<SecretEntry> items) {}
}
