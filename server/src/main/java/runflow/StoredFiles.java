package runflow;

import java.time.Duration;
import java.util.List;
import runflow.asset.Assets;
import runflow.asset.Retention;
import runflow.asset.SignedLinks;
import runflow.asset.SweepAssets;
import runflow.config.Config;
import runflow.http.PublicUrl;
import runflow.job.Recurring;
import runflow.provider.sandbox.SandboxProvider;
import runflow.run.RunFiles;

/** Callers' files: how long they are kept, and how they are reached. */
record StoredFiles(Retention retention, SignedLinks links, Assets assets) {
  private static final Duration SWEEP_PACE = Duration.ofMinutes(1);

  /** Beyond the longest execution, after which no run takes up a file any more. */
  private static final Duration UNFINISHED_FILE = Duration.ofHours(1);

  static StoredFiles of(Config config, Platform platform, PublicUrl publicUrl) {
    var links = new SignedLinks(platform.serverKey(), publicUrl, platform.clock());
    var retention = new Retention(platform.db(), config.retention());
    var assets = new Assets(platform.db(), platform.storage(), retention, platform.clock());
    return new StoredFiles(retention, links, assets);
  }

  /**
   * Removes what is kept no longer, again and again.
   *
   * @param sandbox whose unfinished clips are still needed
   */
  Recurring sweep(Config config, Platform platform, SandboxProvider sandbox) {
    var ofRuns = new RunFiles(platform.db(), retention, platform.clock());
    var ofAssets =
        new SweepAssets(
            platform.db(),
            platform.storage(),
            retention,
            new SweepAssets.Needs(
                ofRuns::assetsOfOpenRuns,
                List.of(ofRuns::needed, sandbox::needed),
                config.runs().executionDeadline().plus(UNFINISHED_FILE)),
            platform.clock());
    Runnable sweep =
        () -> {
          ofRuns.sweepOutputs();
          ofAssets.run();
        };
    return new Recurring("sweep-files", SWEEP_PACE, sweep);
  }
}
