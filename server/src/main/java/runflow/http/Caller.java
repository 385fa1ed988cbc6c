package runflow.http;

import runflow.id.KeyId;
import runflow.id.OrgId;

/** Who sent a request, as its key says. */
public record Caller(OrgId org, KeyId key, Kind kind) {
  /** What a key is for: the closed list behind its prefix. */
  public enum Kind {
    LIVE,
    TEST,
    SERVICE
  }

  /** Whether the caller spends live money; false for play money. */
  public boolean livemode() {
    return kind == Kind.LIVE;
  }
}
