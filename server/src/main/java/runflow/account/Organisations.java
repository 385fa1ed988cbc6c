package runflow.account;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Caller;
import runflow.id.KeyId;
import runflow.id.OrgId;

/** Makes organisations and keys. */
public final class Organisations {
  private final AccountStore store;
  private final KeyStore keys;
  private final InstantSource clock;

  public Organisations(Db db, InstantSource clock) {
    this.store = new AccountStore(db);
    this.keys = new KeyStore(db);
    this.clock = clock;
  }

  /** The oldest organisation, if there is one. */
  public Optional<OrgId> first(Tx tx) {
    return store.firstOrganisation(tx);
  }

  public OrgId create(Tx tx, String name) {
    return add(tx, name).id();
  }

  Organisation add(Tx tx, String name) {
    var organisation = new Organisation(OrgId.create(), name, now());
    store.insertOrganisation(tx, organisation);
    return organisation;
  }

  /** Makes a key that may do all that its kind may, and returns it in clear, for the only time. */
  public String createKey(Tx tx, OrgId org, Caller.Kind kind) {
    var terms = KeyTerms.full("first " + ApiKey.code(kind) + " key", kind);
    return createKey(tx, org, terms, Optional.empty()).text();
  }

  /**
   * A key that was just made.
   *
   * @param text it in clear, for the only time
   */
  record NewKey(StoredKey stored, String text) {}

  NewKey createKey(Tx tx, OrgId org, KeyTerms terms, Optional<Instant> expires) {
    KeyId id = KeyId.create();
    return insert(tx, new StoredKey(id, org, terms, "", id, Optional.empty(), times(expires)));
  }

  /** Makes a key that may do what another one may, counts as the same, and has its end. */
  NewKey createSuccessor(Tx tx, StoredKey old) {
    var times = times(old.times().expires());
    return insert(
        tx,
        new StoredKey(
            KeyId.create(), old.org(), old.terms(), "", old.line(), Optional.empty(), times));
  }

  private NewKey insert(Tx tx, StoredKey wanted) {
    ApiKey key = ApiKey.create(wanted.terms().kind());
    var stored =
        new StoredKey(
            wanted.id(),
            wanted.org(),
            wanted.terms(),
            key.shownPrefix(),
            wanted.line(),
            wanted.replacedBy(),
            wanted.times());
    keys.insert(tx, stored, key.hash());
    return new NewKey(stored, key.text());
  }

  private StoredKey.Times times(Optional<Instant> expires) {
    return new StoredKey.Times(now(), Optional.empty(), expires, Optional.empty());
  }

  /** As exact as it is shown, so that this answer and later ones agree. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
