package runflow.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a key may be allowed to do: the closed list that a key's {@code scopes} draw from. */
public enum Scope {
  RUNS_READ,
  RUNS_CREATE,
  ASSETS_READ,
  ASSETS_WRITE,
  WEBHOOKS_READ,
  WEBHOOKS_WRITE,
  BILLING_READ,
  /** Everything below {@code /v1/admin}; service keys have it and nothing else. */
  ADMIN;

  /** As the API writes it, e.g. {@code runs:read}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** Reads what {@link #code} writes; empty if there is no such scope. */
  public static Optional<Scope> of(String code) {
    return Arrays.stream(values()).filter(scope -> scope.code().equals(code)).findFirst();
  }
}
