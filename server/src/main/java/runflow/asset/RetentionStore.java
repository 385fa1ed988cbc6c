package runflow.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import runflow.db.Db;
import runflow.id.OrgId;

/** All SQL about how long an organisation's files are kept. */
final class RetentionStore {
  private final Db db;

  RetentionStore(Db db) {
    this.db = db;
  }

  /** An organisation's own times; empty is as the server is set up, zero for good. */
  record Times(Optional<Duration> assets, Optional<Duration> outputs) {}

  Optional<Times> find(OrgId org) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select asset_retention, output_retention from organisation where id = :org")
                .bind("org", org.value())
                .map(
                    (row, context) ->
                        new Times(time(row, "asset_retention"), time(row, "output_retention")))
                .findOne());
  }

  void set(OrgId org, Times times) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update organisation set asset_retention = :assets, output_retention = :outputs
                    where id = :org
                    """)
                .bind("org", org.value())
                .bind("assets", times.assets().map(Duration::toSeconds).orElse(null))
                .bind("outputs", times.outputs().map(Duration::toSeconds).orElse(null))
                .execute());
  }

  private static Optional<Duration> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Long.class)).map(Duration::ofSeconds);
  }
}
