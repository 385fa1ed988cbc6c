package runflow.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.AssetId;
import runflow.id.KeyId;
import runflow.id.RunId;

/** What callers keep here, as runs see it: references to stored pictures. */
public final class Assets {
  private final AssetStore store;
  private final Storage storage;
  private final Retention retention;
  private final InstantSource clock;

  public Assets(Db db, Storage storage, Retention retention, InstantSource clock) {
    this.store = new AssetStore(db);
    this.storage = storage;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * A stored picture that has no row yet: its row is written with the run that brought it.
   *
   * @param field of the input that it came in
   */
  public record Pending(AssetId id, String field, MediaType type, StoredObject object) {
    /** How the run's input refers to it. */
    public String ref() {
      return MediaRef.STORED_PREFIX + id;
    }
  }

  /** Who brought a picture with which run. */
  public record Bringer(AssetOwner owner, RunId run, KeyId key) {}

  /** A picture and who brought it. */
  public record Brought(Pending picture, Bringer bringer) {}

  /**
   * Stores a picture's bytes.
   *
   * @throws ImageHeader.Unusable if they are not a picture that we take
   * @throws IOException if they cannot be stored
   */
  public Pending store(String field, byte[] bytes) throws ImageHeader.Unusable, IOException {
    ImageHeader header = ImageHeader.read(bytes);
    StoredObject object = storage.put(new ByteArrayInputStream(bytes), ImageHeader.LARGEST_BYTES);
    MediaType type = MediaType.of(header.mimeType()).orElseThrow();
    return new Pending(AssetId.create(), field, type, object);
  }

  /** Writes the rows of stored pictures. */
  public void insert(Tx tx, List<Brought> brought) {
    // As exact as it is shown, so that this answer and later ones agree.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    store.insert(tx, brought.stream().map(one -> asset(one, now)).toList());
  }

  private static Asset asset(Brought brought, Instant now) {
    Pending picture = brought.picture();
    Bringer bringer = brought.bringer();
    UUID key = bringer.key().value();
    return new Asset(
        picture.id(),
        bringer.owner(),
        Optional.empty(),
        picture.field() + "." + picture.type().extension(),
        picture.type(),
        picture.object(),
        new Asset.Origin(
            Asset.Source.RUN_INPUT, Optional.of(bringer.run().value()), Optional.of(key)),
        now,
        now);
  }

  /** An owner's asset that has not expired; another's is as good as none. */
  public Optional<Asset> find(AssetOwner owner, AssetId id) {
    return store.find(owner, id, retention.oldestAsset(owner.org(), clock.instant()));
  }

  /** Those of an owner's assets that have not expired, in one statement however many are asked. */
  public Map<AssetId, Asset> find(AssetOwner owner, Set<AssetId> ids) {
    return ids.isEmpty()
        ? Map.of()
        : store.find(owner, ids, retention.usualAssets(), clock.instant()).stream()
            .collect(Collectors.toMap(Asset::id, Function.identity()));
  }

  /**
   * The bytes of a picture of an owner's; empty if it has none by that id. One that a run has
   * referred to is read even when it has expired since.
   *
   * @throws IOException if the stored file cannot be read
   */
  public Optional<byte[]> read(AssetOwner owner, AssetId id) throws IOException {
    Optional<Asset> asset = store.find(owner, id, Instant.EPOCH);
    if (asset.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = storage.read(asset.get().object().sha256())) {
      return Optional.of(in.readNBytes(ImageHeader.LARGEST_BYTES));
    }
  }
}
