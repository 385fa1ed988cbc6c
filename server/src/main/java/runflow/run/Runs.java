package runflow.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import runflow.asset.Assets;
import runflow.asset.SignedLinks;
import runflow.asset.Storage;
import runflow.billing.Ledger;
import runflow.callback.Deliveries;
import runflow.catalog.Catalog;
import runflow.config.Config;
import runflow.db.Db;
import runflow.http.PublicUrl;
import runflow.http.Route;
import runflow.job.JobLane;
import runflow.job.Recurring;
import runflow.outbound.GuardedClient;
import runflow.outbound.UrlPolicy;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;
import runflow.signal.Signals;

/** The run feature put together: its routes, the job of its lane and its sweeper. */
public final class Runs {
  private static final Duration SWEEP_PACE = Duration.ofSeconds(2);

  private final RunRoutes routes;
  private final ExecuteRun execute;
  private final SweepRuns sweep;
  private final RunSignals signals;
  private final JobLane lane;

  private Runs(
      RunRoutes routes, ExecuteRun execute, SweepRuns sweep, RunSignals signals, JobLane lane) {
    this.routes = routes;
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
      InstantSource clock) {}

  public static Runs build(Needs needs) {
    var view = new RunView(needs.publicUrl(), needs.links());
    var signals =
        new RunSignals(
            id -> needs.signals().publish(new Signal.RunClosed(id)),
            new ClosedRuns(needs.db())::among);
    var deadlines = new Deadlines(needs.limits().queueDeadline());
    var finish = new FinishRun(needs, signals, view);
    var complete = new CompleteRun(needs, finish);
    var submit = new SubmitRun(needs, view, deadlines);
    var cancel = new CancelRun(needs, finish, signals);
    var execute =
        new ExecuteRun(
            needs,
            new DispatchRun(needs, complete, finish, deadlines),
            new PollRun(needs, complete, finish),
            finish);
    return new Runs(
        new RunRoutes(needs, submit, cancel, finish, signals, view),
        execute,
        new SweepRuns(needs, finish),
        signals,
        needs.lane());
  }

  public List<Route> routes() {
    return routes.routes();
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
