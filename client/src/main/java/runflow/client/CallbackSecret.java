package runflow.client;

import java.util.Optional;

/**
 * A secret that signs callbacks.
 *
 * @param plainSecret {@code whsec_…}; present only in the answer that created it, so keep it
 * @param keyPrefix how it begins, to tell secrets apart
 * @param isCurrent whether it makes {@code Runflow-Signature}
 */
public record CallbackSecret(
    String id,
    Optional<String> plainSecret,
    Optional<String> keyPrefix,
    Optional<String> label,
    Optional<Boolean> isCurrent) {
  /** Leaves the secret out, so that it cannot slip into a log. */
  @Override
  public String toString() {
    return "CallbackSecret[id=%s, keyPrefix=%s]".formatted(id, keyPrefix.orElse("?"));
  }
}
