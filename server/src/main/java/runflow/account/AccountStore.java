package runflow.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Caller;
import runflow.id.KeyId;
import runflow.id.OrgId;

/** All SQL about organisations and keys. */
final class AccountStore {
  private final Db db;

  AccountStore(Db db) {
    this.db = db;
  }

  Optional<OrgId> firstOrganisation(Tx tx) {
    return tx.sql()
        .createQuery("select id from organisation order by id limit 1")
        .mapTo(UUID.class)
        .findOne()
        .map(OrgId::new);
  }

  void insertOrganisation(Tx tx, OrgId org, String name, Instant now) {
    tx.sql()
        .createUpdate("insert into organisation (id, name, created_at) values (:id, :name, :now)")
        .bind("id", org.value())
        .bind("name", name)
        .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .execute();
  }

  void insertKey(Tx tx, OrgId org, Caller.Kind kind, ApiKey key, Instant now) {
    tx.sql()
        .createUpdate(
            """
            insert into api_key (id, org_id, kind, prefix, hash, created_at)
            values (:id, :org, :kind, :prefix, :hash, :now)
            """)
        .bind("id", KeyId.create().value())
        .bind("org", org.value())
        .bind("kind", ApiKey.code(kind))
        .bind("prefix", key.shownPrefix())
        .bind("hash", key.hash())
        .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .execute();
  }

  Optional<Caller> holderOf(byte[] hash) {
    return db.query(
        sql ->
            sql.createQuery("select id, org_id, kind from api_key where hash = :hash")
                .bind("hash", hash)
                .map(
                    (row, context) ->
                        new Caller(
                            new OrgId(row.getObject("org_id", UUID.class)),
                            new KeyId(row.getObject("id", UUID.class)),
                            ApiKey.kind(row.getString("kind"))))
                .findOne());
  }
}
