package runflow.asset;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.AssetId;

/**
 * How many uploads have their bytes moved at a time on this node, by transfers and confirmations:
 * each fills a file of its own. An upload has one place at a time, whoever has its link. Safe for
 * use by many threads.
 */
final class UploadPlaces {
  static final int MOST = 32;

  private final Semaphore free = new Semaphore(MOST);
  private final Set<AssetId> busy = ConcurrentHashMap.newKeySet();

  /** A place that is held until it is closed. */
  final class Place implements AutoCloseable {
    private final AssetId upload;

    private Place(AssetId upload) {
      this.upload = upload;
    }

    @Override
    public void close() {
      busy.remove(upload);
      free.release();
    }
  }

  /**
   * Takes a place for an upload.
   *
   * @throws ApiException {@code RATE_LIMITED} if it has one already or all are taken
   */
  Place take(AssetId upload) {
    if (!free.tryAcquire()) {
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "%d uploads are being transferred or confirmed on this node, which is the most; try again"
              .formatted(MOST));
    }
    if (!busy.add(upload)) {
      free.release();
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "upload `%s` is being transferred or confirmed by another request; wait for its end"
              .formatted(upload));
    }
    return new Place(upload);
  }
}
