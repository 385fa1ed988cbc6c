package runflow.run;

import java.time.InstantSource;
import runflow.asset.Assets;
import runflow.asset.Storage;
import runflow.billing.Ledger;
import runflow.callback.Deliveries;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.db.Db;
import runflow.job.JobLane;
import runflow.outbound.GuardedClient;
import runflow.outbound.UrlPolicy;

/**
 * Everything that the steps of a run are built from.
 *
 * @param lane of the jobs that execute runs
 */
record RunParts(
    Db db,
    Catalog catalog,
    Providers providers,
    UrlPolicy urls,
    GuardedClient client,
    Assets assets,
    Storage storage,
    Ledger ledger,
    Deliveries deliveries,
    JobLane lane,
    RunView view,
    Config.Runs limits,
    InstantSource clock) {}
