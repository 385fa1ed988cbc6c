package runflow.console;

import java.util.Map;
import java.util.Optional;
import runflow.http.Caller;

/**
 * Somebody who is signed in.
 *
 * @param holders who the keys of the session belong to, those that still open something
 * @param live whether the pages show the live mode
 * @param csrf what forms send along that were made in this session, for this mode and key
 */
record Session(Map<Caller.Kind, Caller> holders, boolean live, String csrf) {
  Session {
    holders = Map.copyOf(holders);
  }

  /** Whose runs, files and money the pages show; empty if there is only a service key. */
  Optional<Caller> worker() {
    return Optional.ofNullable(holders.get(live ? Caller.Kind.LIVE : Caller.Kind.TEST));
  }

  /** Who may administer; empty without a service key. */
  Optional<Caller> operator() {
    return Optional.ofNullable(holders.get(Caller.Kind.SERVICE));
  }

  /** Whoever is there, for what any key may read. */
  Caller anyone() {
    return worker().or(this::operator).orElseThrow();
  }

  boolean hasOtherMode() {
    return holders.containsKey(live ? Caller.Kind.TEST : Caller.Kind.LIVE);
  }
}
