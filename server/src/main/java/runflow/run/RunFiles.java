package runflow.run;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runflow.asset.AssetOwner;
import runflow.asset.MediaRef;
import runflow.asset.Retention;
import runflow.db.Db;
import runflow.id.AssetId;

/** The stored files as runs need them, for whoever removes those that nobody does. */
public final class RunFiles {
  private final Db db;
  private final OutputFiles outputs;
  private final SweepOutputs sweep;

  public RunFiles(Db db, Retention retention, InstantSource clock) {
    this.db = db;
    this.outputs = new OutputFiles(db);
    this.sweep = new SweepOutputs(db, outputs, retention, clock);
  }

  /** Those of the files that are outputs of runs. */
  public Set<String> needed(Set<String> sha256s) {
    return outputs.needed(sha256s);
  }

  /** Lets the outputs go that have been kept long enough. */
  public void sweepOutputs() {
    sweep.run();
  }

  /** The assets that an owner's open runs refer to. */
  public Set<AssetId> assetsOfOpenRuns(AssetOwner owner) {
    return db.query(
        sql ->
            sql
                .createQuery(
                    """
                    select distinct match[1] from run
                      cross join lateral regexp_matches(input, :ref, 'g') as match
                    where org_id = :org and livemode = :live and %s
                    """
                        .formatted(RunLists.IS_OPEN))
                .bind("ref", MediaRef.STORED_PREFIX + "([0-9a-fA-F-]{36})")
                .bind("org", owner.org().value())
                .bind("live", owner.livemode())
                .mapTo(String.class)
                .stream()
                .map(AssetId::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
