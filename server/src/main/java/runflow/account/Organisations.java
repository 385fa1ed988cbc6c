package runflow.account;

import java.time.InstantSource;
import java.util.Optional;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Caller;
import runflow.id.OrgId;

/** Makes organisations and keys. */
public final class Organisations {
  private final AccountStore store;
  private final InstantSource clock;

  public Organisations(Db db, InstantSource clock) {
    this.store = new AccountStore(db);
    this.clock = clock;
  }

  /** The oldest organisation, if there is one. */
  public Optional<OrgId> first(Tx tx) {
    return store.firstOrganisation(tx);
  }

  public OrgId create(Tx tx, String name) {
    OrgId org = OrgId.create();
    store.insertOrganisation(tx, org, name, clock.instant());
    return org;
  }

  /** Makes a key and returns it in clear, for the only time. */
  public String createKey(Tx tx, OrgId org, Caller.Kind kind) {
    ApiKey key = ApiKey.create(kind);
    store.insertKey(tx, org, kind, key, clock.instant());
    return key.text();
  }
}
