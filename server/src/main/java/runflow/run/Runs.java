package runflow.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import runflow.asset.Assets;
import runflow.asset.SignedLinks;
import runflow.asset.Storage;
import runflow.billing.Ledger;
import runflow.callback.Deliveries;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.config.ProviderConfig;
import runflow.db.Db;
import runflow.http.PublicUrl;
import runflow.http.Route;
import runflow.job.JobLane;
import runflow.job.Recurring;
import runflow.metric.RunMetrics;
import runflow.outbound.GuardedClient;
import runflow.outbound.UrlPolicy;
import runflow.provider.Rewriter;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;
import runflow.signal.Signals;

/** The run feature put together: its routes, the job of its lane and its sweeper. */
public final class Runs {
  private static final Duration SWEEP_PACE = Duration.ofSeconds(2);

  private final RunLists lists;
  private final RunObjects objects;
  private final RunRoutes routes;
  private final ProviderWebhookRoutes webhooks;
  private final ExecuteRun execute;
  private final SweepRuns sweep;
  private final RunSignals signals;
  private final JobLane lane;

  private Runs(
      RunLists lists,
      RunObjects objects,
      RunRoutes routes,
      ProviderWebhookRoutes webhooks,
      ExecuteRun execute,
      SweepRuns sweep,
      RunSignals signals,
      JobLane lane) {
    this.lists = lists;
    this.objects = objects;
    this.routes = routes;
    this.webhooks = webhooks;
    this.execute = execute;
    this.sweep = sweep;
    this.signals = signals;
    this.lane = lane;
  }

  /** What runs need from the rest of the server. */
  public record Needs(
      Db db,
      Catalog catalog,
      Providers providers,
      ProviderConfig providerConfig,
      Optional<Rewriter> rewriter,
      Thumbnails thumbnails,
      UrlPolicy urls,
      GuardedClient client,
      Assets assets,
      Storage storage,
      SignedLinks links,
      PublicUrl publicUrl,
      Ledger ledger,
      Deliveries deliveries,
      JobLane lane,
      Signals signals,
      Config.Runs limits,
      Config.Lanes lanes,
      RunMetrics metrics,
      InstantSource clock) {}

  /** What the steps of a run's way share. */
  record Shared(
      Needs needs,
      RunStore store,
      Admission admission,
      RunSignals signals,
      RunView view,
      RunLog log,
      RunEvents events,
      RunRequests requests,
      Deadlines deadlines) {}

  public static Runs build(Needs needs) {
    var store = new RunStore(needs.db());
    var requests = new RunRequests(needs.publicUrl());
    var events = new RunEvents(needs.db(), needs.clock());
    var shared =
        new Shared(
            needs,
            store,
            new Admission(needs),
            new RunSignals(
                id -> needs.signals().publish(new Signal.RunClosed(id)), store::closedAmong),
            new RunView(needs.publicUrl(), needs.links()),
            new RunLog(needs, requests, events),
            events,
            requests,
            new Deadlines(needs.limits().queueDeadline()));
    var finish = new FinishRun(shared);
    var complete = new CompleteRun(shared, finish);
    var submit = new SubmitRun(shared, new AcceptRuns(shared));
    var cancel = new CancelRun(shared, finish);
    var rewrite = new RewritePrompt(shared, finish);
    var execute =
        new ExecuteRun(
            shared,
            new DispatchRun(shared, rewrite, complete, finish),
            new PollRun(shared, rewrite, complete, finish),
            finish);
    var lists = new RunLists(shared);
    return new Runs(
        lists,
        new RunObjects(shared, lists, submit, cancel),
        new RunRoutes(shared, submit, cancel, finish),
        new ProviderWebhookRoutes(shared),
        execute,
        new SweepRuns(shared, finish),
        shared.signals(),
        needs.lane());
  }

  public List<Route> routes() {
    return Stream.of(lists.routes(), routes.routes(), webhooks.routes())
        .flatMap(List::stream)
        .toList();
  }

  /** The runs, for features that show them in another shape. */
  public RunObjects objects() {
    return objects;
  }

  /**
   * Lets requests that wait for a run wait no longer than this from now on, so that a server that
   * stops can still answer them.
   */
  public void endWaitsAfter(Duration time) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(signals::wakeAll);
  }

  /** What has to hear of runs that other nodes close. */
  public SignalReceiver receiver() {
    return signals;
  }

  /** Starts to execute runs. */
  public void start() {
    lane.start(execute, Optional.of(new Recurring("sweep", SWEEP_PACE, sweep)));
  }
}
