package runflow.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.AssetId;
import runflow.id.OrgId;

/** Pictures that callers sent inside a request, kept as references to stored files. */
public final class Assets {
  private final Db db;
  private final Storage storage;
  private final InstantSource clock;

  /** A stored picture that has no row yet: its row is written with the run that brought it. */
  public record Pending(AssetId id, String mimeType, StoredObject object) {
    /** How the run's input refers to it. */
    public String ref() {
      return MediaRef.STORED_PREFIX + id;
    }
  }

  public Assets(Db db, Storage storage, InstantSource clock) {
    this.db = db;
    this.storage = storage;
    this.clock = clock;
  }

  /**
   * Stores a picture's bytes.
   *
   * @throws ImageHeader.Unusable if they are not a picture that we take
   * @throws IOException if they cannot be stored
   */
  public Pending store(byte[] bytes) throws ImageHeader.Unusable, IOException {
    ImageHeader header = ImageHeader.read(bytes);
    StoredObject object = storage.put(new ByteArrayInputStream(bytes), ImageHeader.LARGEST_BYTES);
    return new Pending(AssetId.create(), header.mimeType(), object);
  }

  /** Writes the row of a stored picture. */
  public void insert(Tx tx, OrgId org, boolean livemode, Pending asset) {
    tx.sql()
        .createUpdate(
            """
            insert into asset (id, org_id, livemode, mime_type, size_bytes, sha256, created_at)
            values (:id, :org, :live, :type, :size, :sha256, :now)
            """)
        .bind("id", asset.id().value())
        .bind("org", org.value())
        .bind("live", livemode)
        .bind("type", asset.mimeType())
        .bind("size", asset.object().sizeBytes())
        .bind("sha256", asset.object().sha256())
        .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .execute();
  }

  /** Whether an organisation has an asset; another's is as good as none. */
  public boolean exists(OrgId org, boolean livemode, AssetId id) {
    return sha256(org, livemode, id).isPresent();
  }

  /**
   * The bytes of an organisation's asset; empty if it has none by that id.
   *
   * @throws IOException if the stored file cannot be read
   */
  public Optional<byte[]> read(OrgId org, boolean livemode, AssetId id) throws IOException {
    Optional<String> sha256 = sha256(org, livemode, id);
    if (sha256.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = storage.read(sha256.get())) {
      return Optional.of(in.readNBytes(ImageHeader.LARGEST_BYTES));
    }
  }

  private Optional<String> sha256(OrgId org, boolean livemode, AssetId id) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select sha256 from asset where id = :id and org_id = :org and livemode = :live")
                .bind("id", id.value())
                .bind("org", org.value())
                .bind("live", livemode)
                .map((row, context) -> row.getString("sha256"))
                .findOne());
  }
}
