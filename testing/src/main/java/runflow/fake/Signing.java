package runflow.fake;

import java.time.Instant;

/** How honestly a fake signs a webhook. */
public enum Signing {
  /** As the provider does. */
  GENUINE,
  /** By a key that the provider never published. */
  FORGED,
  /** Rightly, but for a message of ten minutes ago. */
  OLD,
  /** Rightly, but the body was changed afterwards. */
  ALTERED;

  Instant timestamp() {
    return this == OLD ? Instant.now().minusSeconds(600) : Instant.now();
  }
}
