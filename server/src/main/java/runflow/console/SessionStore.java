package runflow.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.id.KeyId;

/** All SQL about sessions. */
final class SessionStore {
  private final Db db;

  SessionStore(Db db) {
    this.db = db;
  }

  /**
   * A session as the database has it.
   *
   * @param keys that were signed in with, at most one of each kind
   * @param live which of the modes is shown
   */
  record Row(List<KeyId> keys, boolean live, Instant created, Instant expires) {}

  /** Puts a session there, and removes those that have expired. */
  void insert(byte[] hash, Row row) {
    db.useTx(
        tx -> {
          tx.sql()
              .createUpdate("delete from console_session where expires_at < :now")
              .bind("now", at(row.created()))
              .execute();
          tx.sql()
              .createUpdate(
                  """
                  insert into console_session (token_hash, keys, live, created_at, expires_at)
                  values (:hash, :keys, :live, :created, :expires)
                  """)
              .bind("hash", hash)
              .bindArray("keys", UUID.class, row.keys().stream().map(KeyId::value).toArray())
              .bind("live", row.live())
              .bind("created", at(row.created()))
              .bind("expires", at(row.expires()))
              .execute();
        });
  }

  Optional<Row> find(byte[] hash) {
    return db.query(
        sql ->
            sql.createQuery("select * from console_session where token_hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> row(row))
                .findOne());
  }

  void extend(byte[] hash, Instant expires) {
    db.useTx(
        tx ->
            tx.sql()
                .createUpdate(
                    "update console_session set expires_at = :expires where token_hash = :hash")
                .bind("hash", hash)
                .bind("expires", at(expires))
                .execute());
  }

  void show(byte[] hash, boolean live) {
    db.useTx(
        tx ->
            tx.sql()
                .createUpdate("update console_session set live = :live where token_hash = :hash")
                .bind("hash", hash)
                .bind("live", live)
                .execute());
  }

  void delete(byte[] hash) {
    db.useTx(
        tx ->
            tx.sql()
                .createUpdate("delete from console_session where token_hash = :hash")
                .bind("hash", hash)
                .execute());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Arrays.stream((UUID[]) row.getArray("keys").getArray()).map(KeyId::new).toList(),
        row.getBoolean("live"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
