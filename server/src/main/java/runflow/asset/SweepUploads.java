package runflow.asset;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.id.AssetId;

/** Drops uploads that nobody confirmed within a day after their link expired. */
final class SweepUploads {
  private static final Logger log = LoggerFactory.getLogger(SweepUploads.class);
  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final int AT_ONCE = 500;

  private final UploadStore store;
  private final Storage storage;
  private final InstantSource clock;

  SweepUploads(Db db, Storage storage, InstantSource clock) {
    this.store = new UploadStore(db);
    this.storage = storage;
    this.clock = clock;
  }

  void sweep() {
    for (AssetId upload : store.expiredBefore(clock.instant().minus(PATIENCE), AT_ONCE)) {
      try {
        storage.dropUpload(upload);
        store.delete(upload);
      } catch (IOException e) {
        log.warn("upload {} was never confirmed and is dropped by a later sweep: {}", upload, e);
        return;
      }
    }
  }
}
