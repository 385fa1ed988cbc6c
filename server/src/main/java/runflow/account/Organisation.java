package runflow.account;

import java.time.Instant;
import runflow.id.OrgId;

/** Who owns keys, runs, money and everything else. */
record Organisation(OrgId id, String name, Instant created) {}
