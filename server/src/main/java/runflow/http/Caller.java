package runflow.http;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.id.RunId;

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
   * @param run the only one that it may read: not the key itself was sent, but a token made with it
   */
  public record Grant(
      String prefix,
      KeyId line,
      Set<Scope> scopes,
      Set<String> models,
      Optional<SpendingCap> cap,
      Optional<RunId> run) {
    public Grant {
      scopes = Set.copyOf(scopes);
      models = Set.copyOf(models);
    }
  }

  /** Whether the caller spends live money; false for play money. */
  public boolean livemode() {
    return kind == Kind.LIVE;
  }

  /** Whether the key's list of models, if it has one, names a model. */
  public boolean mayUse(String model) {
    return grant.models().isEmpty() || grant.models().contains(model);
  }

  /**
   * Stops a key whose list of models does not name a model.
   *
   * @throws ApiException {@code PERMISSION_DENIED}
   */
  public void requireModel(String model) {
    if (!mayUse(model)) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the key `%s…` may not use the model `%s`; its list of models does not name it"
              .formatted(grant.prefix(), Shown.of(model, 100)));
    }
  }

  /** The holder of a token that was made with this key and reads one run. */
  public Caller reading(RunId run) {
    var one =
        new Grant(
            grant.prefix(),
            grant.line(),
            Set.of(Scope.RUNS_READ),
            Set.of(),
            Optional.empty(),
            Optional.of(run));
    return new Caller(org, key, kind, one);
  }

  /** The same key, acting for another organisation. */
  public Caller actingFor(OrgId other) {
    return new Caller(other, key, kind, grant);
  }
}
