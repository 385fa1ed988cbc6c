package runflow.account;

import java.time.Instant;
import java.util.Optional;
import runflow.http.Caller;
import runflow.id.KeyId;
import runflow.id.OrgId;

/**
 * A key as the database has it: everything but its text.
 *
 * @param line the first of the keys that were made from each other by rotation
 * @param replacedBy the key that a rotation made from it
 */
record StoredKey(
    KeyId id,
    OrgId org,
    KeyTerms terms,
    String prefix,
    KeyId line,
    Optional<KeyId> replacedBy,
    Times times) {
  /**
   * When what happened or will happen.
   *
   * @param lastUsed a minute behind at most
   */
  record Times(
      Instant created,
      Optional<Instant> lastUsed,
      Optional<Instant> expires,
      Optional<Instant> revoked) {}

  /** Why it opens nothing any more; empty if it does. */
  Optional<String> ended(Instant now) {
    if (times.revoked().isPresent()) {
      return Optional.of("was revoked");
    }
    return times.expires().filter(end -> !end.isAfter(now)).map(end -> "has expired");
  }

  Caller caller() {
    return new Caller(
        org,
        id,
        terms.kind(),
        new Caller.Grant(
            prefix, line, terms.scopes(), terms.models(), terms.cap(), Optional.empty()));
  }
}
