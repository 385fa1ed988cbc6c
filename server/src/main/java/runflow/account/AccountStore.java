package runflow.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;

/** All SQL about organisations. */
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

  void insertOrganisation(Tx tx, Organisation organisation) {
    tx.sql()
        .createUpdate("insert into organisation (id, name, created_at) values (:id, :name, :now)")
        .bind("id", organisation.id().value())
        .bind("name", organisation.name())
        .bind("now", OffsetDateTime.ofInstant(organisation.created(), ZoneOffset.UTC))
        .execute();
  }

  Optional<Organisation> find(OrgId id) {
    return db.query(
        sql ->
            sql.createQuery("select id, name, created_at from organisation where id = :id")
                .bind("id", id.value())
                .map((row, context) -> organisation(row))
                .findOne());
  }

  /** Locks an organisation until the transaction ends; whoever holds it counts its keys. */
  void lock(Tx tx, OrgId id) {
    tx.sql()
        .createQuery("select id from organisation where id = :id for update")
        .bind("id", id.value())
        .mapTo(UUID.class)
        .one();
  }

  /** Newest first, older than {@code before}. */
  List<Organisation> all(UUID before, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id, name, created_at from organisation
                    where id < :before
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> organisation(row))
                .list());
  }

  private static Organisation organisation(ResultSet row) throws SQLException {
    return new Organisation(
        new OrgId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
