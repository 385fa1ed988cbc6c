package runflow;

import java.io.IOException;
import java.util.Optional;
import runflow.account.Credentials;
import runflow.account.CredentialsFile;
import runflow.account.Organisations;
import runflow.db.Db;
import runflow.http.Caller;
import runflow.http.PublicUrl;
import runflow.id.OrgId;

/**
 * Gives a new database its organisation, keys and play money, and a data folder its credentials.
 * Keys are stored as hashes only, so a folder that has lost them gets new ones.
 */
final class FirstStart {
  private static final String ORGANISATION = "My organisation";

  /** Nodes that start together on an empty database make one organisation. */
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended('runflow first start', 0))";

  private final Db db;
  private final Organisations organisations;
  private final NewAccounts accounts;
  private final CredentialsFile file;

  FirstStart(Db db, Organisations organisations, NewAccounts accounts, CredentialsFile file) {
    this.db = db;
    this.organisations = organisations;
    this.accounts = accounts;
    this.file = file;
  }

  /** The keys that callers on this machine use, and whether they are new. */
  record Result(Credentials credentials, boolean fresh) {}

  /** Makes what is missing and writes the present address into the caller's copy. */
  Result prepare(PublicUrl url) throws IOException {
    Optional<Credentials> known = file.read();
    Keys keys =
        known.isPresent()
            ? new Keys(known.get(), Optional.empty())
            : db.inTx(
                tx -> {
                  tx.sql().execute(ONE_AT_A_TIME);
                  OrgId org =
                      organisations
                          .first(tx)
                          .orElseGet(
                              () -> {
                                OrgId fresh = organisations.create(tx, ORGANISATION);
                                accounts.open(tx, fresh);
                                return fresh;
                              });
                  return new Keys(
                      new Credentials(
                          url.base(),
                          organisations.createKey(tx, org, Caller.Kind.TEST),
                          organisations.createKey(tx, org, Caller.Kind.LIVE)),
                      Optional.of(organisations.createKey(tx, org, Caller.Kind.SERVICE)));
                });
    if (keys.service().isPresent()) {
      file.writeServiceKey(keys.service().get());
    }
    Credentials credentials = keys.credentials().at(url.base());
    file.write(credentials);
    return new Result(credentials, known.isEmpty());
  }

  private record Keys(Credentials credentials, Optional<String> service) {}
}
