package runflow.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import runflow.account.ReadTokens;
import runflow.asset.Assets;
import runflow.asset.SignedLinks;
import runflow.asset.Storage;
import runflow.billing.Ledger;
import runflow.callback.Deliveries;
import runflow.callback.Events;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.config.ProviderConfig;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.http.PublicUrl;
import runflow.http.Route;
import runflow.id.RunId;
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

  private final List<Route> routes;
  private final RunObjects objects;
  private final Shared shared;
  private final ExecuteRun execute;
  private final SweepRuns sweep;
  private final SubmitTogether together;
  private final CancelRun cancel;

  private Runs(Shared shared) {
    var finish = new FinishRun(shared);
    var complete = new CompleteRun(shared, finish);
    var acceptance = new AcceptRuns(shared);
    var submit = new SubmitRun(shared, acceptance);
    var rewrite = new RewritePrompt(shared, finish);
    this.shared = shared;
    this.cancel = new CancelRun(shared, finish);
    this.together = new SubmitTogether(shared, acceptance);
    this.execute =
        new ExecuteRun(
            shared,
            new DispatchRun(shared, rewrite, complete, finish),
            new PollRun(shared, rewrite, complete, finish),
            finish);
    this.sweep = new SweepRuns(shared, finish);
    var lists = new RunLists(shared);
    this.objects = new RunObjects(shared, lists, submit, cancel);
    this.routes =
        Stream.of(
                lists.routes(),
                new RunRoutes(shared, submit, cancel, finish).routes(),
                new EventRoutes(shared).routes(),
                new ReadTokenRoutes(shared).routes(),
                new ProviderWebhookRoutes(shared).routes())
            .flatMap(List::stream)
            .toList();
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
      Events events,
      JobLane lane,
      Signals signals,
      ReadTokens readTokens,
      Config.Runs limits,
      Config.Lanes lanes,
      Config.Streams streams,
      RunMetrics metrics,
      BatchMembers batchMembers,
      InstantSource clock) {}

  /** What the steps of a run's way share. */
  record Shared(
      Needs needs,
      RunStore store,
      Admission admission,
      RunSignals signals,
      RunFollowers followers,
      HistoryStore histories,
      RunView view,
      RunLog log,
      RunEvents events,
      RunRequests requests,
      Deadlines deadlines) {}

  public static Runs build(Needs needs) {
    var store = new RunStore(needs.db());
    var requests = new RunRequests(needs.publicUrl());
    var events = new RunEvents(needs.db(), needs.clock());
    var histories = new HistoryStore(needs.db());
    var followers = new RunFollowers(needs.signals()::publish, histories::of);
    var shared =
        new Shared(
            needs,
            store,
            new Admission(needs),
            new RunSignals(id -> closed(id, followers, needs.signals()), store::closedAmong),
            followers,
            histories,
            new RunView(needs.publicUrl(), needs.links()),
            new RunLog(needs, requests, events),
            events,
            requests,
            new Deadlines(needs.limits().queueDeadline()));
    return new Runs(shared);
  }

  private static void closed(RunId run, RunFollowers followers, Signals signals) {
    followers.closed(run);
    signals.publish(new Signal.RunClosed(run));
  }

  public List<Route> routes() {
    return routes;
  }

  /** The runs, for features that show them in another shape. */
  public RunObjects objects() {
    return objects;
  }

  /**
   * Lets requests that wait for a run wait no longer than this from now on, so that a server that
   * stops can still answer them, and ends the streams of events at once.
   */
  public void endWaitsAfter(Duration time) {
    shared.followers().stop();
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(shared.signals()::wakeAll);
  }

  /** What has to hear of runs that other nodes work on. */
  public List<SignalReceiver> receivers() {
    return List.of(shared.signals(), shared.followers());
  }

  /** What creates the runs of batches. */
  public SubmitTogether together() {
    return together;
  }

  /**
   * Cancels a run, as a request does.
   *
   * @return whether this call ended it
   * @throws ApiException {@code CONFLICT} if its provider is being called for longer than ten
   *     seconds
   */
  public boolean cancel(RunId id) throws InterruptedException {
    return cancel.cancel(id).cancelledNow();
  }

  /** Starts to execute runs. */
  public void start() {
    shared.needs().lane().start(execute, Optional.of(new Recurring("sweep", SWEEP_PACE, sweep)));
  }
}
