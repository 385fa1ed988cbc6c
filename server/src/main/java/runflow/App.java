package runflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.account.ApiKeys;
import runflow.account.Credentials;
import runflow.account.CredentialsFile;
import runflow.account.KeyRoutes;
import runflow.account.LastUsed;
import runflow.account.Organisations;
import runflow.account.ReadTokens;
import runflow.asset.AssetRoutes;
import runflow.asset.Assets;
import runflow.asset.FileRoutes;
import runflow.asset.FolderRoutes;
import runflow.asset.Retention;
import runflow.asset.RetentionRoutes;
import runflow.asset.SignedLinks;
import runflow.asset.Storage;
import runflow.asset.SweepAssets;
import runflow.asset.UploadRoutes;
import runflow.batch.BatchRoutes;
import runflow.batch.EndBatches;
import runflow.billing.BillingRoutes;
import runflow.billing.Ledger;
import runflow.callback.DeliverCallback;
import runflow.callback.Deliveries;
import runflow.callback.SecretRoutes;
import runflow.catalog.Catalog;
import runflow.catalog.CatalogRoutes;
import runflow.config.Config;
import runflow.config.PrivateFile;
import runflow.config.S3Config;
import runflow.config.ServerKey;
import runflow.console.Console;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.db.EmbeddedDatabase;
import runflow.db.FolderLock;
import runflow.db.Migrations;
import runflow.docs.DocsRoutes;
import runflow.engine.Ffmpeg;
import runflow.engine.FrameGrab;
import runflow.engine.Renderer;
import runflow.engine.Speech;
import runflow.http.ErrorShape;
import runflow.http.HttpListener;
import runflow.http.LocalApi;
import runflow.http.NoRoute;
import runflow.http.RateLimit;
import runflow.http.Route;
import runflow.http.Routing;
import runflow.job.JobLane;
import runflow.job.NodeName;
import runflow.job.Recurring;
import runflow.metric.Metrics;
import runflow.money.Money;
import runflow.observe.HealthRoutes;
import runflow.observe.MetricsRoutes;
import runflow.observe.SettingsRoutes;
import runflow.outbound.GuardedClient;
import runflow.outbound.OutboundRules;
import runflow.outbound.UrlPolicy;
import runflow.page.Pages;
import runflow.provider.Provider;
import runflow.provider.sandbox.RenderShot;
import runflow.provider.sandbox.SandboxProvider;
import runflow.run.BatchRuns;
import runflow.run.Providers;
import runflow.run.RunFiles;
import runflow.run.Runs;
import runflow.run.Thumbnails;
import runflow.signal.SignalReceiver;
import runflow.signal.Signals;
import runflow.usage.InvoiceRoutes;
import runflow.usage.UsageRoutes;
import runflow.videos.VideoRoutes;
import runflow.webhook.Webhooks;

/**
 * The composition root: the only place that makes long-lived objects, top to bottom in the order of
 * their dependencies. Closes in reverse. Never restarted: make a new one.
 */
public final class App implements AutoCloseable {
  /** What {@code --version} and outgoing requests say. */
  public static final String VERSION = "0.1.0";

  private static final Logger log = LoggerFactory.getLogger(App.class);
  private static final int JOB_CONNECTIONS = 6;
  private static final int SPARE_CONNECTIONS = 10;

  private static final Duration FILE_SWEEP_PACE = Duration.ofMinutes(1);

  /** Beyond the longest execution, after which no run takes up a file any more. */
  private static final Duration UNFINISHED_FILE = Duration.ofHours(1);

  /** Pixels. */
  private static final int WIDEST_THUMBNAIL = 640;

  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final String baseUrl;
  private final String localUrl;
  private final Optional<FirstStart.Result> firstStart;
  private final List<Route> routes = new ArrayList<>();
  private Optional<String> signInLink = Optional.empty();
  private boolean closed;

  /**
   * Starts a server; when this returns, requests are served.
   *
   * @throws Exception if anything that it needs is missing, with what to do; nothing stays open
   *     then
   */
  public static App start(Config config) throws Exception {
    return start(config, Edges.real());
  }

  /** As {@link #start(Config)}, with other edges. */
  public static App start(Config config, Edges edges) throws Exception {
    return new App(config, edges);
  }

  private App(Config config, Edges edges) throws Exception {
    try {
      InstantSource clock = edges.clock();
      Path data = PrivateFile.createFolder(config.data()).toRealPath();

      Metrics metrics = open(new Metrics(VERSION));
      var rules =
          new OutboundRules(config.http().dev(), config.http().dev(), config.outbound().allow());
      Catalog catalog = Catalog.load(config.catalog());
      HttpListener listener =
          HttpListener.bind(
              config.http().host(),
              config.http().port(),
              config.http().publicUrl(),
              config.http().tls(),
              config.runs().drain());
      open(listener);
      baseUrl = listener.publicUrl().base();
      localUrl = listener.localUrl();

      DatabaseAddress database = database(config, data);
      Db db = open(Db.open(database, config.database().connections()));
      db.reportTo(metrics);
      Migrations.apply(db, database);
      Db jobs = open(Db.openForgetful(database, JOB_CONNECTIONS));
      jobs.reportTo(metrics);
      NodeName node = NodeName.open(data);
      ServerKey serverKey = ServerKey.open(config.secretKey(), data);
      ServerKeyCheck.require(db, serverKey);
      Signals signals = open(new Signals(database));

      // Closed after the lanes: a step that is under way gets the drain time.
      Storage storage = open(Storage.open(config.storage(), data, node.value()));
      GuardedClient client = open(new GuardedClient(rules, edges.resolver(), VERSION));
      GuardedClient webhookClient = open(new GuardedClient(rules, edges.resolver(), VERSION));
      LiveProviders live = open(LiveProviders.open(config, data, clock));
      var workplace = new JobLane.Workplace(jobs, node, metrics, config.runs().drain(), clock);
      JobLanes lanes = open(JobLanes.of(workplace, signals, config.engine().slots()));
      var webhooks =
          Webhooks.build(
              new Webhooks.Needs(
                  db,
                  serverKey,
                  new UrlPolicy(rules),
                  webhookClient,
                  lanes.webhook(),
                  config.webhooks(),
                  config.callbacks().timeout(),
                  clock));

      var organisations = new Organisations(db, clock);
      var ledger =
          new Ledger(
              db,
              (tx, low) ->
                  webhooks.balanceLow(
                      tx,
                      low.account().org(),
                      low.account().livemode(),
                      low.available(),
                      low.threshold()),
              clock);
      var readTokens = new ReadTokens(serverKey, clock);
      var apiKeys = new ApiKeys(db, open(new LastUsed(db)), readTokens, signals::publish, clock);
      var accounts = new NewAccounts(ledger, testCredit(config));
      var credentials = new CredentialsFile(data, apiKeys);
      var firstKeys = new FirstStart(db, organisations, accounts, credentials);
      firstStart =
          config.api() ? Optional.of(firstKeys.prepare(listener.publicUrl())) : Optional.empty();

      var links = new SignedLinks(serverKey, listener.publicUrl(), clock);
      var retention = new Retention(db, config.retention());
      var assets = new Assets(db, storage, retention, clock);
      var deliveries = new Deliveries(db, lanes.delivery(), clock);
      var sandbox =
          new SandboxProvider(
              db,
              lanes.render(),
              storage,
              new SandboxProvider.Limits(
                  config.runs().executionDeadline(), config.lanes().sandbox()),
              clock);
      Optional<Ffmpeg> ffmpeg =
          config.worker()
              ? Optional.of(Ffmpeg.locate(config.engine().ffmpeg(), data.resolve("cache")))
              : Optional.empty();
      Map<String, Provider> hosted = new HashMap<>(live.byName());
      hosted.putAll(edges.live());
      var providers = new Providers(sandbox, hosted, metrics.providers(), clock);
      var batchRuns = new BatchRuns(db, listener.publicUrl(), links);
      Runs runs =
          Runs.build(
              new Runs.Needs(
                  db,
                  catalog,
                  providers,
                  config.providers(),
                  live.rewriter(),
                  ffmpeg.map(App::thumbnails).orElse(video -> Optional.empty()),
                  new UrlPolicy(rules),
                  client,
                  assets,
                  storage,
                  links,
                  listener.publicUrl(),
                  ledger,
                  deliveries,
                  webhooks.events(),
                  lanes.run(),
                  signals,
                  readTokens,
                  config.runs(),
                  config.lanes(),
                  config.streams(),
                  metrics.runs(),
                  new EndBatches(db, batchRuns, deliveries, webhooks.events()),
                  clock));

      if (config.worker()) {
        var runFiles = new RunFiles(db, retention, clock);
        var assetSweep =
            new SweepAssets(
                db,
                storage,
                retention,
                new SweepAssets.Needs(
                    runFiles::assetsOfOpenRuns,
                    List.of(runFiles::needed, sandbox::needed),
                    config.runs().executionDeadline().plus(UNFINISHED_FILE)),
                clock);
        Runnable sweep =
            () -> {
              runFiles.sweepOutputs();
              assetSweep.run();
            };
        lanes
            .delivery()
            .start(
                new DeliverCallback(
                    db,
                    serverKey,
                    client,
                    new DeliverCallback.Watch(
                        config.callbacks().timeout(), metrics.callbacks(), clock)),
                Optional.of(new Recurring("sweep-files", FILE_SWEEP_PACE, sweep)));
        webhooks.start();
        runs.start();
        var renderer = new Renderer(ffmpeg.orElseThrow(), Speech.locate(config.engine().voice()));
        lanes
            .render()
            .start(
                new RenderShot(
                    db,
                    storage,
                    renderer,
                    data.resolve("scratch").resolve("renders"),
                    new RenderShot.Queue(
                        lanes.render()::putFirst, run -> lanes.run().wake(run.value())),
                    clock),
                Optional.empty());
      }
      List<SignalReceiver> receivers = new ArrayList<>(runs.receivers());
      receivers.add(lanes);
      receivers.add(apiKeys);
      signals.listen(receivers);

      routes.addAll(
          new HealthRoutes(db, storage::works, config.worker() ? lanes.all() : List.of()).routes());
      routes.addAll(new MetricsRoutes(metrics, config.metrics().open()).routes());
      var pages = new Pages(config.storage().s3().map(S3Config::linkHosts));
      if (config.api()) {
        routes.addAll(runs.routes());
        routes.addAll(
            new BatchRoutes(
                    new BatchRoutes.Needs(
                        db,
                        runs,
                        batchRuns,
                        deliveries,
                        new UrlPolicy(rules),
                        listener.publicUrl()))
                .routes());
        routes.addAll(
            new KeyRoutes(
                    db,
                    apiKeys,
                    new KeyRoutes.Surroundings(
                        accounts::open, model -> catalog.find(model).isPresent()),
                    clock)
                .routes());
        routes.addAll(new SecretRoutes(db, serverKey, clock).routes());
        routes.addAll(webhooks.routes());
        routes.addAll(new BillingRoutes(db, ledger).routes());
        routes.addAll(new UsageRoutes(db, clock).routes());
        routes.addAll(new InvoiceRoutes(db, clock).routes());
        var files = new FileRoutes(storage, links);
        routes.addAll(files.routes());
        routes.addAll(
            new VideoRoutes(
                    new VideoRoutes.Needs(
                        db,
                        catalog,
                        runs.objects(),
                        config.videos().aliases(),
                        files::stored,
                        clock))
                .routes());
        routes.addAll(new AssetRoutes(db, assets, retention, links, clock).routes());
        routes.addAll(new UploadRoutes(db, assets, storage, links, clock).routes());
        routes.addAll(new FolderRoutes(db, clock).routes());
        routes.addAll(new RetentionRoutes(db).routes());
        routes.addAll(
            new SettingsRoutes(config, new SettingsRoutes.Node(VERSION, node.value(), baseUrl))
                .routes());
        routes.addAll(new CatalogRoutes(catalog, providers, baseUrl).routes());
      }
      listener.allowOrigins(config.http().corsOrigins());
      Optional<RateLimit> rateLimit = RateLimit.of(config.limits(), clock);
      List<Route> forBrowsers = new ArrayList<>();
      ErrorShape toBrowsers = ErrorShape.ENVELOPE;
      if (config.api()) {
        var console =
            new Console(
                new Console.Needs(
                    db,
                    new LocalApi(routes, apiKeys, rateLimit, metrics.requests()),
                    apiKeys,
                    serverKey,
                    pages,
                    listener.publicUrl(),
                    clock));
        routes.addAll(
            new DocsRoutes(
                    catalog, new DocsRoutes.Surroundings(pages, console.frames()), baseUrl, routes)
                .routes());
        forBrowsers.addAll(pages.routes());
        forBrowsers.addAll(console.routes());
        toBrowsers = console.errors();
        if (listener.isLoopback()) {
          signInLink = Optional.of(console.signInLink(credentials.holders()));
        }
      }
      List<Route> served = new ArrayList<>(routes);
      served.addAll(forBrowsers);
      listener.start(
          new Routing(served, config.api() ? NoRoute.unknown() : NoRoute.elsewhere(), toBrowsers),
          apiKeys,
          rateLimit,
          metrics.requests());
      // Closed first: a request that waits for its run needs the lanes to go on.
      open(listener);
      open(webhooks::endWaits);
      open(() -> runs.endWaitsAfter(config.runs().drain().dividedBy(2)));
    } catch (Exception e) {
      closeAfter(e);
      throw e;
    }
  }

  /** What absolute URLs start with, e.g. {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    return baseUrl;
  }

  /** A link to the console that signs in once; empty unless only this machine reaches it. */
  public Optional<String> signInLink() {
    return signInLink;
  }

  /** Method and path of everything that the API serves, e.g. {@code GET /v1/runs/{id}}. */
  public List<String> routes() {
    return routes.stream().map(Route::signature).toList();
  }

  /** Where this node itself answers, e.g. for a health check; often the same. */
  public String localUrl() {
    return localUrl;
  }

  /** Whether this start made the keys. */
  public boolean firstStart() {
    return firstStart.map(FirstStart.Result::fresh).orElse(false);
  }

  /**
   * The keys for callers on this machine, as {@code credentials.json} has them.
   *
   * @throws IllegalStateException on a node without the role api, which has none
   */
  public Credentials credentials() {
    return firstStart
        .map(FirstStart.Result::credentials)
        .orElseThrow(
            () -> new IllegalStateException("a node without the role api has no keys for callers"));
  }

  /**
   * Takes no new work, gives what is under way the drain time, and closes everything, the database
   * last.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!closers.isEmpty()) {
      try {
        closers.pop().close();
      } catch (Exception e) {
        log.warn("a part of the server did not close cleanly; the rest closes all the same", e);
      }
    }
  }

  private static Thumbnails thumbnails(Ffmpeg ffmpeg) {
    var frames = new FrameGrab(ffmpeg);
    return video -> frames.jpeg(video, WIDEST_THUMBNAIL);
  }

  /** The embedded database holds the lock of its folder; beside any other one we do. */
  private DatabaseAddress database(Config config, Path data) throws IOException {
    Config.Database database = config.database();
    if (database.url().isPresent()) {
      open(FolderLock.take(data));
      return new DatabaseAddress(database.url().get(), database.user(), database.password());
    }
    int connections = database.connections() + JOB_CONNECTIONS + SPARE_CONNECTIONS;
    return open(EmbeddedDatabase.start(data, connections, log::info)).address();
  }

  private <T extends AutoCloseable> T open(T part) {
    closers.push(part);
    return part;
  }

  private void closeAfter(Exception failure) {
    while (!closers.isEmpty()) {
      try {
        closers.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static Money testCredit(Config config) {
    return Money.dollars(config.testCredit().toPlainString());
  }
}
