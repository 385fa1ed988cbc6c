package runflow.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runflow.config.Config;
import runflow.db.Db;
import runflow.id.OrgId;

/**
 * How long the files of an organisation are kept: as it has it, or else as the server is set up.
 */
public final class Retention {
  private final Db db;
  private final RetentionStore store;
  private final Config.Retention usual;

  public Retention(Db db, Config.Retention usual) {
    this.db = db;
    this.store = new RetentionStore(db);
    this.usual = usual;
  }

  /** How long assets are kept; empty for good. */
  Optional<Duration> assets(OrgId org) {
    Optional<Duration> own = store.find(org).flatMap(RetentionStore.Times::assets);
    return own.isPresent() ? own.filter(Duration::isPositive) : usual.assets();
  }

  /** How long assets are kept where an organisation has no time of its own; empty for good. */
  Optional<Duration> usualAssets() {
    return usual.assets();
  }

  /** The organisations whose files of finished runs are not kept for good, with their times. */
  public Map<OrgId, Duration> outputs() {
    Map<OrgId, Duration> times = new HashMap<>();
    db.query(
            sql ->
                sql.createQuery(
                        """
                        select id, coalesce(output_retention, :usual) as seconds from organisation
                        where coalesce(output_retention, :usual) > 0
                        """)
                    .bind("usual", usual.outputs().map(Duration::toSeconds).orElse(0L))
                    .map(
                        (row, context) ->
                            Map.entry(
                                new OrgId(row.getObject("id", UUID.class)),
                                Duration.ofSeconds(row.getLong("seconds"))))
                    .list())
        .forEach(entry -> times.put(entry.getKey(), entry.getValue()));
    return Map.copyOf(times);
  }

  /** Assets that were created by then have expired at a given time. */
  Instant oldestAsset(OrgId org, Instant now) {
    return assets(org).map(now::minus).orElse(Instant.EPOCH);
  }
}
