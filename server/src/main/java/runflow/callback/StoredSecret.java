package runflow.callback;

import java.time.Instant;
import java.util.Optional;
import runflow.id.OrgId;
import runflow.id.SecretId;

/** A signing secret as the database has it: encrypted. */
record StoredSecret(
    SecretId id,
    OrgId org,
    String label,
    String keyPrefix,
    byte[] ciphertext,
    boolean current,
    Optional<Instant> lastUsedAt,
    Instant createdAt,
    Instant updatedAt) {}
