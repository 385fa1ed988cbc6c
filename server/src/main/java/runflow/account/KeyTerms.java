package runflow.account;

import java.util.Optional;
import java.util.Set;
import runflow.http.Caller;
import runflow.http.Scope;
import runflow.http.SpendingCap;

/**
 * What a key was made for; a rotation passes it on unchanged.
 *
 * @param models the only ones that it may run; empty if it may run all
 */
record KeyTerms(
    String name,
    Caller.Kind kind,
    Set<Scope> scopes,
    Set<String> models,
    Optional<SpendingCap> cap) {
  KeyTerms {
    scopes = Set.copyOf(scopes);
    models = Set.copyOf(models);
  }

  /** Everything that a kind may do. */
  static KeyTerms full(String name, Caller.Kind kind) {
    return new KeyTerms(name, kind, kind.scopes(), Set.of(), Optional.empty());
  }
}
