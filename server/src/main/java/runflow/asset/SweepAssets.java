package runflow.asset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import runflow.db.Db;
import runflow.id.AssetId;

/**
 * Ends what has been kept long enough: uploads without confirmation, assets whose time is over and
 * that no open run refers to, and then the files that nothing needs any more.
 */
public final class SweepAssets implements Runnable {
  /** A run that was accepted with an asset in its last moment is in the database by then. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final int AT_ONCE = 500;
  private static final int MOST_ROUNDS = 20;

  private final Db db;
  private final AssetStore store;
  private final Retention retention;
  private final UnusedFiles unused;
  private final SweepUploads uploads;
  private final FindUnused find;
  private final SweepFiles files;
  private final Function<AssetOwner, Set<AssetId>> ofOpenRuns;
  private final InstantSource clock;

  /**
   * What needs files, beside assets.
   *
   * @param ofOpenRuns the assets that open runs of an owner refer to
   * @param users each says which of some files it needs
   * @param grace how long after it was put a file may be without a reference
   */
  public record Needs(
      Function<AssetOwner, Set<AssetId>> ofOpenRuns,
      List<UnaryOperator<Set<String>>> users,
      Duration grace) {}

  public SweepAssets(
      Db db, Storage storage, Retention retention, Needs needs, InstantSource clock) {
    this.db = db;
    this.store = new AssetStore(db);
    this.retention = retention;
    this.unused = new UnusedFiles(db);
    this.uploads = new SweepUploads(db, storage, clock);
    var users = new FileUsers(unused, needs.users());
    this.find = new FindUnused(unused, storage, users, clock);
    this.files = new SweepFiles(unused, storage, users, needs.grace(), clock);
    this.ofOpenRuns = needs.ofOpenRuns();
    this.clock = clock;
  }

  @Override
  public void run() {
    uploads.sweep();
    expire();
    find.find();
    files.sweep();
  }

  private void expire() {
    Map<AssetOwner, Set<AssetId>> needed = new HashMap<>();
    Set<AssetId> kept = new HashSet<>();
    int rounds = 0;
    while (rounds < MOST_ROUNDS && expireSome(needed, kept) == AT_ONCE) {
      rounds++;
    }
  }

  /**
   * Looks at some assets.
   *
   * @param needed by the open runs of owners, as far as they are known
   * @param kept those that were looked at and are needed
   * @return how many there were
   */
  private int expireSome(Map<AssetOwner, Set<AssetId>> needed, Set<AssetId> kept) {
    Instant now = clock.instant();
    List<Asset> due = store.expired(now.minus(MARGIN), retention.usualAssets(), kept, AT_ONCE);
    List<AssetId> over = new ArrayList<>();
    for (Asset asset : due) {
      boolean open = needed.computeIfAbsent(asset.owner(), ofOpenRuns).contains(asset.id());
      if (open) {
        kept.add(asset.id());
      } else {
        over.add(asset.id());
      }
    }
    if (!over.isEmpty()) {
      db.useTx(tx -> unused.note(tx, store.expire(tx, over, now), now));
    }
    return due.size();
  }
}
