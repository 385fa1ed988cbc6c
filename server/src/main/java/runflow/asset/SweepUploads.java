package runflow.asset;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.id.AssetId;

/**
 * Drops uploads a day after their link expired: those that nobody confirmed, and what came too late
 * for those that somebody did.
 */
final class SweepUploads {
  private static final Logger log = LoggerFactory.getLogger(SweepUploads.class);
  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final int AT_ONCE = 500;
  private static final int MOST_ROUNDS = 20;

  private final UploadStore store;
  private final Storage storage;
  private final InstantSource clock;

  SweepUploads(Db db, Storage storage, InstantSource clock) {
    this.store = new UploadStore(db);
    this.storage = storage;
    this.clock = clock;
  }

  void sweep() {
    int rounds = 0;
    while (rounds < MOST_ROUNDS && dropSome() == AT_ONCE) {
      rounds++;
    }
  }

  private int dropSome() {
    int dropped = 0;
    for (AssetId upload : store.expiredBefore(clock.instant().minus(PATIENCE), AT_ONCE)) {
      try {
        storage.dropUpload(upload);
        store.delete(upload);
        dropped++;
      } catch (IOException e) {
        log.warn("upload {} is over and is dropped by a later sweep: {}", upload, e);
        break;
      }
    }
    return dropped;
  }
}
