package runflow.asset;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.AssetId;
import runflow.id.OrgId;

/**
 * How many uploads have their bytes moved at a time on this node, by transfers and confirmations:
 * each fills a file of its own. An upload has one place at a time, whoever has its link. Safe for
 * use by many threads.
 */
final class UploadPlaces {
  static final int MOST = 32;

  /** Of one organisation, so that others find a place beside its slow ones. */
  static final int MOST_OF_ONE = 16;

  private final Semaphore free = new Semaphore(MOST);
  private final Set<AssetId> busy = ConcurrentHashMap.newKeySet();
  private final Map<OrgId, Integer> held = new ConcurrentHashMap<>();

  /** A place that is held until it is closed. */
  final class Place implements AutoCloseable {
    private final OrgId org;
    private final AssetId upload;

    private Place(OrgId org, AssetId upload) {
      this.org = org;
      this.upload = upload;
    }

    @Override
    public void close() {
      busy.remove(upload);
      free(org);
    }
  }

  /**
   * Takes a place for an upload.
   *
   * @throws ApiException {@code RATE_LIMITED} if it has one already, its organisation has its share
   *     or all are taken
   */
  Place take(OrgId org, AssetId upload) {
    if (!free.tryAcquire()) {
      throw full("%d uploads are being transferred or confirmed on this node", MOST);
    }
    if (held.merge(org, 1, Integer::sum) > MOST_OF_ONE) {
      free(org);
      throw full("%d of your uploads are being transferred or confirmed on this node", MOST_OF_ONE);
    }
    if (!busy.add(upload)) {
      free(org);
      throw new ApiException(
          ErrorCode.RATE_LIMITED,
          "upload `%s` is being transferred or confirmed by another request; wait for its end"
              .formatted(upload));
    }
    return new Place(org, upload);
  }

  private void free(OrgId org) {
    held.computeIfPresent(org, (_, count) -> count == 1 ? null : (Integer) (count - 1));
    free.release();
  }

  private static ApiException full(String what, int most) {
    return new ApiException(
        ErrorCode.RATE_LIMITED, what.formatted(most) + ", which is the most; try again");
  }
}
