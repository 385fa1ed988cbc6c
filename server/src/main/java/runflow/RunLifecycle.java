package runflow;

import runflow.batch.EndBatches;
import runflow.callback.Deliveries;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.http.PublicUrl;
import runflow.run.BatchRuns;
import runflow.run.Runs;
import runflow.webhook.Webhooks;

/**
 * Runs from submission to their end, alone or in batches.
 *
 * @param deliveries callbacks that are to be sent
 */
record RunLifecycle(Runs runs, BatchRuns batchRuns, Deliveries deliveries) {
  /** What they need from the other parts. */
  record Needs(
      Config config,
      Platform platform,
      Catalog catalog,
      PublicUrl publicUrl,
      Outbound outbound,
      JobLanes lanes,
      Webhooks webhooks,
      Accounts accounts,
      StoredFiles files,
      RunProviders providers) {}

  static RunLifecycle of(Needs needs) {
    Config config = needs.config();
    Platform platform = needs.platform();
    var deliveries = new Deliveries(platform.db(), needs.lanes().delivery(), platform.clock());
    var batchRuns = new BatchRuns(platform.db(), needs.publicUrl(), needs.files().links());
    Runs runs =
        Runs.build(
            new Runs.Needs(
                platform.db(),
                needs.catalog(),
                needs.providers().byName(),
                config.providers(),
                needs.providers().rewriter(),
                needs.providers().thumbnails(),
                needs.outbound().urls(),
                needs.outbound().client(),
                needs.files().assets(),
                platform.storage(),
                needs.files().links(),
                needs.publicUrl(),
                needs.accounts().ledger(),
                deliveries,
                needs.webhooks().events(),
                needs.lanes().run(),
                platform.signals(),
                needs.accounts().readTokens(),
                config.runs(),
                config.lanes(),
                config.streams(),
                platform.metrics().runs(),
                new EndBatches(platform.db(), batchRuns, deliveries, needs.webhooks().events()),
                platform.clock()));
    return new RunLifecycle(runs, batchRuns, deliveries);
  }
}
