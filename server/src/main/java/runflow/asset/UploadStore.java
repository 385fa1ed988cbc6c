package runflow.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.AssetId;
import runflow.id.KeyId;
import runflow.id.OrgId;

/** All SQL about uploads that were announced. */
final class UploadStore {
  private final Db db;

  UploadStore(Db db) {
    this.db = db;
  }

  /** Whether there was room for one more of its owner's. */
  boolean insert(AssetUpload upload, int most) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        insert into asset_upload (id, org_id, livemode, key_id, filename, mime_type,
                          size_bytes, created_at, expires_at)
                        select :id, :org, :live, :key, :filename, :type, :size, :now, :expires
                        where (select count(*) from asset_upload
                          where org_id = :org and livemode = :live and not confirmed) < :most
                        """)
                    .bind("id", upload.id().value())
                    .bind("org", upload.owner().org().value())
                    .bind("live", upload.owner().livemode())
                    .bind("key", upload.key().value())
                    .bind("filename", upload.filename())
                    .bind("type", upload.type().mimeType())
                    .bind("size", upload.sizeBytes())
                    .bind("now", AssetStore.time(upload.createdAt()))
                    .bind("expires", AssetStore.time(upload.linkExpires()))
                    .bind("most", most)
                    .execute()
                == 1);
  }

  Optional<AssetUpload> find(AssetId id) {
    return db.query(
        sql ->
            sql.createQuery("select * from asset_upload where id = :id")
                .bind("id", id.value())
                .map((row, context) -> upload(row))
                .findOne());
  }

  /** Marks an upload as one that has become an asset. */
  void confirmed(Tx tx, AssetId id) {
    tx.sql()
        .createUpdate("update asset_upload set confirmed = true where id = :id")
        .bind("id", id.value())
        .execute();
  }

  void delete(AssetId id) {
    db.query(
        sql ->
            sql.createUpdate("delete from asset_upload where id = :id")
                .bind("id", id.value())
                .execute());
  }

  /** Uploads whose links expired before a time, the oldest first. */
  List<AssetId> expiredBefore(Instant time, int most) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id from asset_upload where expires_at < :time
                    order by expires_at limit :most
                    """)
                .bind("time", AssetStore.time(time))
                .bind("most", most)
                .map((row, context) -> new AssetId(row.getObject("id", UUID.class)))
                .list());
  }

  private static AssetUpload upload(ResultSet row) throws SQLException {
    return new AssetUpload(
        new AssetId(row.getObject("id", UUID.class)),
        new AssetOwner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        new KeyId(row.getObject("key_id", UUID.class)),
        row.getString("filename"),
        MediaType.of(row.getString("mime_type")).orElseThrow(),
        row.getLong("size_bytes"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("confirmed"));
  }
}
