package runflow;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.account.Credentials;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.config.PrivateFile;
import runflow.http.HttpListener;
import runflow.http.RateLimit;
import runflow.http.Route;
import runflow.metric.Metrics;
import runflow.outbound.OutboundRules;
import runflow.signal.SignalReceiver;
import runflow.webhook.Webhooks;

/**
 * The composition root: makes the server's parts, top to bottom in the order of their dependencies,
 * and closes them in reverse. A class of this package wires each part. Never restarted: make a new
 * one.
 */
public final class App implements AutoCloseable {
  /** What {@code --version} and outgoing requests say. */
  public static final String VERSION = "0.1.0";

  private final Closer closer = new Closer();
  private final Config config;
  private final Catalog catalog;
  private final HttpListener listener;
  private final Platform platform;
  private final Outbound outbound;
  private final JobLanes lanes;
  private final Webhooks webhooks;
  private final Accounts accounts;
  private final Optional<FirstStart.Result> firstStart;
  private final StoredFiles files;
  private final RunProviders providers;
  private final RunLifecycle lifecycle;
  private final Served served;
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
    this.config = config;
    try {
      Path data = PrivateFile.createFolder(config.data()).toRealPath();
      Metrics metrics = closer.register(new Metrics(VERSION));
      OutboundRules rules = Outbound.rules(config);
      catalog = Catalog.load(config.catalog());
      listener = closer.register(bind(config));

      platform = Platform.open(config, data, metrics, edges.clock(), closer);
      outbound = Outbound.open(rules, edges.resolver(), closer);
      LiveProviders live = closer.register(LiveProviders.open(config, data, edges.clock()));
      // Close before storage and clients: a step that is under way gets the drain time.
      lanes = closer.register(JobLanes.of(config, platform));
      webhooks = outbound.webhooks(config, platform, lanes.webhook());

      accounts = Accounts.open(config, platform, webhooks, closer);
      firstStart = config.api() ? Optional.of(prepareKeys()) : Optional.empty();
      files = StoredFiles.of(config, platform, listener.publicUrl());
      providers = RunProviders.of(config, platform, lanes, live, edges.live());
      lifecycle = lifecycle();
      if (config.worker()) {
        startWork();
      }
      followSignals();

      Optional<RateLimit> rateLimit = RateLimit.of(config.limits(), edges.clock());
      served = served(rateLimit);
      serve(rateLimit);
    } catch (Exception e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private static HttpListener bind(Config config) throws IOException {
    Config.Http http = config.http();
    HttpListener listener =
        HttpListener.bind(
            http.host(), http.port(), http.publicUrl(), http.tls(), config.runs().drain());
    listener.allowOrigins(http.corsOrigins());
    return listener;
  }

  private FirstStart.Result prepareKeys() throws IOException {
    return accounts.firstStart(platform).prepare(listener.publicUrl());
  }

  private RunLifecycle lifecycle() {
    return RunLifecycle.of(
        new RunLifecycle.Needs(
            config,
            platform,
            catalog,
            listener.publicUrl(),
            outbound,
            lanes,
            webhooks,
            accounts,
            files,
            providers));
  }

  /** Takes durable work from now on: callbacks, files to sweep, webhooks, runs and renders. */
  private void startWork() throws IOException, InterruptedException {
    lanes
        .delivery()
        .start(
            outbound.deliverCallback(config, platform),
            Optional.of(files.sweep(config, platform, providers.sandbox())));
    webhooks.start();
    lifecycle.runs().start();
    lanes.render().start(providers.render(config, platform, lanes), Optional.empty());
  }

  private void followSignals() throws SQLException {
    List<SignalReceiver> receivers = new ArrayList<>(lifecycle.runs().receivers());
    receivers.add(lanes);
    receivers.add(accounts.keys());
    platform.signals().listen(receivers);
  }

  private Served served(Optional<RateLimit> rateLimit) throws IOException {
    var api =
        new ApiRoutes(
            config,
            platform,
            catalog,
            listener.publicUrl(),
            outbound.urls(),
            lanes,
            webhooks,
            accounts,
            files,
            providers.byName(),
            lifecycle);
    if (!config.api()) {
      return Served.withoutPages(api.all());
    }
    var needs =
        new Served.Needs(
            config,
            platform,
            catalog,
            accounts,
            rateLimit,
            listener.publicUrl(),
            listener.isLoopback());
    return Served.withPages(api.all(), needs);
  }

  private void serve(Optional<RateLimit> rateLimit) throws Exception {
    listener.start(served.routing(), accounts.keys(), rateLimit, platform.metrics().requests());
    // Closed first: a request that waits for its run needs the lanes to go on.
    closer.register(listener);
    closer.register(webhooks::endWaits);
    closer.register(() -> lifecycle.runs().endWaitsAfter(config.runs().drain().dividedBy(2)));
  }

  /** What absolute URLs start with, e.g. {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    return listener.publicUrl().base();
  }

  /** A link to the console that signs in once; empty unless only this machine reaches it. */
  public Optional<String> signInLink() {
    return served.signInLink();
  }

  /** Method and path of everything that the API serves, e.g. {@code GET /v1/runs/{id}}. */
  public List<String> routes() {
    return served.api().stream().map(Route::signature).toList();
  }

  /** Where this node itself answers, e.g. for a health check; often the same. */
  public String localUrl() {
    return listener.localUrl();
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
    closer.close();
  }
}
