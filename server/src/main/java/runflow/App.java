package runflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.account.ApiKeys;
import runflow.account.Credentials;
import runflow.account.CredentialsFile;
import runflow.account.Organisations;
import runflow.asset.Assets;
import runflow.asset.FileRoutes;
import runflow.asset.SignedLinks;
import runflow.asset.Storage;
import runflow.billing.BillingRoutes;
import runflow.billing.Ledger;
import runflow.callback.DeliverCallback;
import runflow.callback.Deliveries;
import runflow.callback.SecretRoutes;
import runflow.catalog.Catalog;
import runflow.catalog.CatalogRoutes;
import runflow.config.Config;
import runflow.config.PrivateFile;
import runflow.config.ServerKey;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.db.EmbeddedDatabase;
import runflow.db.FolderLock;
import runflow.db.Migrations;
import runflow.docs.DocsRoutes;
import runflow.docs.Documents;
import runflow.engine.Ffmpeg;
import runflow.engine.Renderer;
import runflow.http.HttpListener;
import runflow.http.RateLimit;
import runflow.http.Route;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.job.NodeName;
import runflow.metric.Metrics;
import runflow.money.Money;
import runflow.observe.HealthRoutes;
import runflow.observe.MetricsRoutes;
import runflow.outbound.GuardedClient;
import runflow.outbound.OutboundRules;
import runflow.outbound.UrlPolicy;
import runflow.provider.sandbox.RenderShot;
import runflow.provider.sandbox.SandboxProvider;
import runflow.run.Providers;
import runflow.run.Runs;

/**
 * The composition root: the only place that makes long-lived objects, top to bottom in the order of
 * their dependencies. Closes in reverse. Never restarted: make a new one.
 */
public final class App implements AutoCloseable {
  /** What {@code --version} and outgoing requests say. */
  public static final String VERSION = "0.1.0";

  private static final Logger log = LoggerFactory.getLogger(App.class);
  private static final int RUN_THREADS = 256;
  private static final int DELIVERY_THREADS = 256;
  private static final int JOB_CONNECTIONS = 6;
  private static final int SPARE_CONNECTIONS = 10;
  private static final String RUN_CREATION = "POST /v1/models/{model...}/runs";

  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final String baseUrl;
  private final FirstStart.Result firstStart;
  private final List<Route> routes = new ArrayList<>();
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
              config.runs().drain());
      open(listener);
      baseUrl = listener.publicUrl().base();

      DatabaseAddress database = database(config, data);
      Db db = open(Db.open(database, config.database().connections()));
      db.reportTo(metrics);
      Migrations.apply(db, database);
      Db jobs = open(Db.openForgetful(database, JOB_CONNECTIONS));
      NodeName node = NodeName.open(data);
      ServerKey serverKey = ServerKey.open(config.secretKey(), data);
      ServerKeyCheck.require(db, serverKey);

      var organisations = new Organisations(db, clock);
      var ledger = new Ledger(db, clock);
      var apiKeys = new ApiKeys(db);
      firstStart =
          new FirstStart(db, organisations, ledger, new CredentialsFile(data, apiKeys))
              .prepare(listener.publicUrl(), testCredit(config));

      Storage storage = Storage.open(data);
      var links = new SignedLinks(serverKey, listener.publicUrl(), clock);
      var assets = new Assets(db, storage, clock);
      GuardedClient client = open(new GuardedClient(rules, edges.resolver(), VERSION));

      Duration drain = config.runs().drain();
      var deliveryLane =
          new JobLane(jobs, node, new JobLane.Settings("delivery", DELIVERY_THREADS, drain), clock);
      var runLane = new JobLane(jobs, node, new JobLane.Settings("run", RUN_THREADS, drain), clock);
      var renderLane =
          new JobLane(
              jobs, node, new JobLane.Settings("render", config.engine().slots(), drain), clock);
      List<JobLane> lanes = List.of(deliveryLane, runLane, renderLane);
      open(() -> closeTogether(lanes));

      var deliveries = new Deliveries(db, deliveryLane, clock);
      var sandbox =
          new SandboxProvider(
              db,
              renderLane,
              storage,
              new SandboxProvider.Limits(
                  config.runs().executionDeadline(), config.lanes().sandbox()),
              clock);
      Runs runs =
          Runs.build(
              new Runs.Needs(
                  db,
                  catalog,
                  new Providers(sandbox, edges.live()),
                  new UrlPolicy(rules),
                  client,
                  assets,
                  storage,
                  links,
                  listener.publicUrl(),
                  ledger,
                  deliveries,
                  runLane,
                  config.runs(),
                  config.lanes(),
                  clock));

      deliveryLane.start(
          new DeliverCallback(db, serverKey, client, config.callbacks().timeout(), clock),
          Optional.empty());
      runs.start();
      var renderer = new Renderer(Ffmpeg.locate(config.engine().ffmpeg(), data.resolve("cache")));
      renderLane.start(
          new RenderShot(
              db,
              storage,
              renderer,
              data.resolve("scratch"),
              (RunId run) -> runLane.wake(run.value()),
              clock),
          Optional.empty());

      routes.addAll(new HealthRoutes(db, data, lanes).routes());
      routes.addAll(new MetricsRoutes(metrics, config.metrics().open()).routes());
      runs.routes().forEach(route -> routes.add(withLimit(route)));
      routes.addAll(new SecretRoutes(db, serverKey, clock).routes());
      routes.addAll(new BillingRoutes(db, ledger).routes());
      routes.addAll(new FileRoutes(storage, links).routes());
      routes.addAll(new CatalogRoutes(catalog, baseUrl).routes());
      routes.addAll(new DocsRoutes(new Documents(catalog, baseUrl)).routes());
      listener.start(routes, apiKeys, RateLimit.of(config.limits(), clock), metrics.requests());
      // Closed first: a request that waits for its run needs the lanes to go on.
      open(listener);
      open(() -> runs.endWaitsAfter(drain.dividedBy(2)));
    } catch (Exception e) {
      closeAfter(e);
      throw e;
    }
  }

  /** What absolute URLs start with, e.g. {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    return baseUrl;
  }

  /** Method and path of everything that is served, e.g. {@code GET /v1/runs/{id}}. */
  public List<String> routes() {
    return routes.stream().map(Route::signature).toList();
  }

  /** Whether this start made the keys. */
  public boolean firstStart() {
    return firstStart.fresh();
  }

  /** The keys for callers on this machine, as {@code credentials.json} has them. */
  public Credentials credentials() {
    return firstStart.credentials();
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

  /** Creations are limited, reading never is. */
  private static Route withLimit(Route route) {
    return route.signature().equals(RUN_CREATION) ? route.withRateLimit() : route;
  }

  /** The lanes share the drain time. */
  private static void closeTogether(List<JobLane> lanes) {
    try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
      lanes.forEach(lane -> closing.execute(lane::close));
    }
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
