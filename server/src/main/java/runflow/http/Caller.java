package runflow.http;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.KeyId;
import runflow.id.OrgId;

/**
 * Who sent a request, as its key says.
 *
 * @param org whose things the request sees; a service key's caller may have named another one
 */
public record Caller(OrgId org, KeyId key, Kind kind, Grant grant) {
  /** What a key is for: the closed list behind its prefix. */
  public enum Kind {
    LIVE,
    TEST,
    SERVICE;

    /** Every scope that a key of this kind can have. */
    public Set<Scope> scopes() {
      return switch (this) {
        case LIVE, TEST -> EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
        case SERVICE -> EnumSet.of(Scope.ADMIN);
      };
    }
  }

  /**
   * What a key may do.
   *
   * @param prefix the part of its text that may be shown
   * @param line the first of the keys that were made from each other by rotation; what they spend
   *     is counted together
   * @param models the only ones that it may run; empty if it may run all
   */
  public record Grant(
      String prefix, KeyId line, Set<Scope> scopes, Set<String> models, Optional<SpendingCap> cap) {
    public Grant {
      scopes = Set.copyOf(scopes);
      models = Set.copyOf(models);
    }
  }

  /** Whether the caller spends live money; false for play money. */
  public boolean livemode() {
    return kind == Kind.LIVE;
  }

  /**
   * Stops a key whose list of models does not name a model.
   *
   * @throws ApiException {@code PERMISSION_DENIED}
   */
  public void requireModel(String model) {
    if (!grant.models().isEmpty() && !grant.models().contains(model)) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the key `%s…` may not use the model `%s`; its list of models does not name it"
              .formatted(grant.prefix(), shown(model)));
    }
  }

  /** The same key, acting for another organisation. */
  public Caller actingFor(OrgId other) {
    return new Caller(other, key, kind, grant);
  }

  private static String shown(String model) {
    return model.length() > 100 ? model.substring(0, 100) + "…" : model;
  }
}
