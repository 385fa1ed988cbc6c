package runflow.asset;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.id.AssetId;
import runflow.id.FolderId;

/**
 * Makes an asset of what has arrived for an upload, once its size and its content are as announced.
 * A repetition finds the asset that there is by then.
 */
final class ConfirmUpload {
  private static final Logger log = LoggerFactory.getLogger(ConfirmUpload.class);

  private final Db db;
  private final Assets assets;
  private final AssetStore store;
  private final UploadStore uploads;
  private final FolderStore folders;
  private final Storage storage;
  private final UploadPlaces places;
  private final InstantSource clock;

  ConfirmUpload(Db db, Assets assets, Storage storage, UploadPlaces places, InstantSource clock) {
    this.db = db;
    this.assets = assets;
    this.store = new AssetStore(db);
    this.uploads = new UploadStore(db);
    this.folders = new FolderStore(db);
    this.storage = storage;
    this.places = places;
    this.clock = clock;
  }

  /**
   * Confirms.
   *
   * @throws ApiException {@code ASSET_NOT_FOUND} if there is no such upload, {@code CONFLICT} if
   *     nothing has arrived, {@code VALIDATION_FAILED} if there is no such folder, or if something
   *     else has arrived, which is removed then, {@code RATE_LIMITED} if there is no place for it
   */
  Asset confirm(AssetOwner owner, AssetId id, Optional<FolderId> folder) throws IOException {
    Optional<Asset> there = assets.find(owner, id);
    if (there.isPresent()) {
      return there.get();
    }
    AssetUpload upload =
        uploads
            .find(id)
            .filter(found -> found.owner().equals(owner))
            .orElseThrow(() -> AssetRoutes.none(id.toString()));
    if (upload.confirmed()) {
      // By another request since then, unless the asset is gone already.
      return find(upload);
    }
    if (folder.isPresent() && folders.find(owner, folder.get()).isEmpty()) {
      throw noFolder(folder.get());
    }
    try (var _ = places.take(owner.org(), id)) {
      return confirm(upload, folder);
    }
  }

  private Asset confirm(AssetUpload upload, Optional<FolderId> folder) throws IOException {
    Optional<InputStream> arrived = storage.openUpload(upload.id());
    if (arrived.isEmpty()) {
      // Another confirmation may have been faster.
      return assets.find(upload.owner(), upload.id()).orElseThrow(ConfirmUpload::notArrived);
    }
    StoredObject object;
    try (InputStream in = arrived.get()) {
      object = checked(upload, in);
    } catch (MediaType.Mismatch e) {
      storage.dropUpload(upload.id());
      throw mismatch(upload, String.valueOf(e.getMessage()));
    }
    insert(asset(upload, folder, object));
    drop(upload.id());
    return find(upload);
  }

  private Asset find(AssetUpload upload) {
    return assets
        .find(upload.owner(), upload.id())
        .orElseThrow(() -> AssetRoutes.none(upload.id().toString()));
  }

  private StoredObject checked(AssetUpload upload, InputStream in)
      throws IOException, MediaType.Mismatch {
    try (Received received = storage.receive(in, upload.sizeBytes())) {
      long size = received.object().sizeBytes();
      if (size != upload.sizeBytes()) {
        throw new MediaType.Mismatch("it has %,d bytes".formatted(size));
      }
      upload.type().require(received.file());
      return storage.keep(received);
    } catch (Received.TooLarge e) {
      throw new MediaType.Mismatch("it has more bytes");
    }
  }

  private Asset asset(AssetUpload upload, Optional<FolderId> folder, StoredObject object) {
    // As exact as it is shown, so that this answer and later ones agree.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Asset(
        upload.id(),
        upload.owner(),
        folder,
        upload.filename(),
        upload.type(),
        object,
        new Asset.Origin(Asset.Source.UPLOAD, Optional.empty(), Optional.of(upload.key().value())),
        now,
        now);
  }

  private void insert(Asset asset) {
    db.useTx(
        tx -> {
          asset
              .folder()
              .filter(folder -> !folders.hold(tx, asset.owner(), folder))
              .ifPresent(
                  gone -> {
                    throw noFolder(gone);
                  });
          store.insert(tx, List.of(asset));
          uploads.confirmed(tx, asset.id());
        });
  }

  /** The asset is there; what arrived for it is dropped now, or by the sweeper. */
  private void drop(AssetId id) {
    try {
      storage.dropUpload(id);
    } catch (IOException e) {
      log.warn("upload {} is an asset now, but its bytes stay until the sweeper comes: {}", id, e);
    }
  }

  private static ApiException noFolder(FolderId folder) {
    return ApiException.invalid(
        List.of(
            new FieldError(
                List.of("folder_id"),
                "`folder_id` names no folder of yours: " + folder,
                "folder_not_found")));
  }

  private static ApiException notArrived() {
    return new ApiException(
        ErrorCode.CONFLICT,
        "nothing has arrived for this upload: `PUT` the file to `upload_url`, then confirm");
  }

  private static ApiException mismatch(AssetUpload upload, String found) {
    return ApiException.invalid(
        List.of(
            new FieldError(
                List.of("file"),
                "the file is not the %s of %,d bytes that was announced: %s; it was removed, `PUT` the right one and confirm again"
                    .formatted(upload.type().mimeType(), upload.sizeBytes(), found),
                "media_mismatch")));
  }
}
