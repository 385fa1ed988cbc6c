package runflow.provider.declared;

import java.time.Instant;

/** What a message claims: that one of the provider's keys signed it at a time. */
interface Signed {
  Instant at();

  /** Whether a key did. */
  boolean by(byte[] key);
}
