package runflow;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import runflow.account.KeyRoutes;
import runflow.asset.AssetRoutes;
import runflow.asset.FileRoutes;
import runflow.asset.FolderRoutes;
import runflow.asset.RetentionRoutes;
import runflow.asset.UploadRoutes;
import runflow.batch.BatchRoutes;
import runflow.billing.BillingRoutes;
import runflow.callback.SecretRoutes;
import runflow.catalog.Catalog;
import runflow.catalog.CatalogRoutes;
import runflow.config.Config;
import runflow.db.Db;
import runflow.http.PublicUrl;
import runflow.http.Route;
import runflow.job.JobLane;
import runflow.observe.HealthRoutes;
import runflow.observe.MetricsRoutes;
import runflow.observe.SettingsRoutes;
import runflow.outbound.UrlPolicy;
import runflow.run.Providers;
import runflow.usage.InvoiceRoutes;
import runflow.usage.UsageRoutes;
import runflow.videos.VideoRoutes;
import runflow.webhook.Webhooks;

/** What programs can call, feature by feature. */
record ApiRoutes(
    Config config,
    Platform platform,
    Catalog catalog,
    PublicUrl publicUrl,
    UrlPolicy urls,
    JobLanes lanes,
    Webhooks webhooks,
    Accounts accounts,
    StoredFiles files,
    Providers providers,
    RunLifecycle lifecycle) {

  /** All of them on a node with the role api, and what watches the node on any. */
  List<Route> all() {
    return Stream.concat(ofEveryNode(), config.api() ? ofApi() : Stream.of())
        .flatMap(List::stream)
        .toList();
  }

  private Stream<List<Route>> ofEveryNode() {
    List<JobLane> working = config.worker() ? lanes.all() : List.of();
    return Stream.of(
        new HealthRoutes(platform.db(), platform.storage()::works, working).routes(),
        new MetricsRoutes(platform.metrics(), config.metrics().open()).routes());
  }

  private Stream<List<Route>> ofApi() {
    Db db = platform.db();
    InstantSource clock = platform.clock();
    var stored = new FileRoutes(platform.storage(), files.links());
    return Stream.of(
        lifecycle.runs().routes(),
        batches(),
        keys(),
        new SecretRoutes(db, platform.serverKey(), clock).routes(),
        webhooks.routes(),
        new BillingRoutes(db, accounts.ledger()).routes(),
        new UsageRoutes(db, clock).routes(),
        new InvoiceRoutes(db, clock).routes(),
        stored.routes(),
        videos(stored),
        new AssetRoutes(db, files.assets(), files.retention(), files.links(), clock).routes(),
        new UploadRoutes(db, files.assets(), platform.storage(), files.links(), clock).routes(),
        new FolderRoutes(db, clock).routes(),
        new RetentionRoutes(db).routes(),
        settings(),
        new CatalogRoutes(catalog, providers, publicUrl.base()).routes());
  }

  private List<Route> batches() {
    return new BatchRoutes(
            new BatchRoutes.Needs(
                platform.db(),
                lifecycle.runs(),
                lifecycle.batchRuns(),
                lifecycle.deliveries(),
                urls,
                publicUrl))
        .routes();
  }

  private List<Route> keys() {
    return new KeyRoutes(
            platform.db(),
            accounts.keys(),
            new KeyRoutes.Surroundings(
                accounts.opening()::open, model -> catalog.find(model).isPresent()),
            platform.clock())
        .routes();
  }

  private List<Route> videos(FileRoutes stored) {
    return new VideoRoutes(
            new VideoRoutes.Needs(
                platform.db(),
                catalog,
                lifecycle.runs().objects(),
                config.videos().aliases(),
                stored::stored,
                platform.clock()))
        .routes();
  }

  private List<Route> settings() {
    var node = new SettingsRoutes.Node(App.VERSION, platform.node().value(), publicUrl.base());
    return new SettingsRoutes(config, node).routes();
  }
}
