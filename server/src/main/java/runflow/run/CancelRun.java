package runflow.run;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.RunId;
import runflow.provider.Provider;

/**
 * Cancels a run. A queued run is never dispatched; a running one is cancelled at the provider
 * first, because what the provider confirms decides whether the price is released or settled.
 */
final class CancelRun {
  private static final Logger log = LoggerFactory.getLogger(CancelRun.class);
  private static final Duration HANDING_OVER = Duration.ofMillis(100);
  private static final int TRIES = 100;

  private final RunStore store;
  private final Providers providers;
  private final FinishRun finish;
  private final RunSignals signals;

  CancelRun(Db db, Providers providers, FinishRun finish, RunSignals signals) {
    this.store = new RunStore(db);
    this.providers = providers;
    this.finish = finish;
    this.signals = signals;
  }

  /** What a cancellation came to: the run as it is now, and whether this call ended it. */
  record Outcome(Run run, boolean cancelledNow) {}

  /**
   * Cancels the run.
   *
   * @throws ApiException {@code CONFLICT} if it is being handed over for longer than ten seconds
   */
  Outcome cancel(RunId id) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Run run = store.find(id).orElseThrow();
      Optional<RunState.Canceled> canceled =
          switch (run.state()) {
            case RunState.Closed closed -> Optional.empty();
            case RunState.Queued queued -> Optional.of(queued.cancel(false));
            case RunState.Running running -> Optional.of(running.cancel(stop(run, running)));
            case RunState.Dispatching dispatching -> {
              signals.await(id, HANDING_OVER, () -> false);
              yield Optional.empty();
            }
          };
      if (run.closed()) {
        return new Outcome(run, false);
      }
      if (canceled.isPresent() && finish.finish(run, canceled.get())) {
        return new Outcome(store.find(id).orElseThrow(), true);
      }
    }
    throw new ApiException(
        ErrorCode.CONFLICT, "the run is being handed to its provider; cancel it again shortly");
  }

  /** Stops the job at its provider; tells whether the price is owed all the same. */
  private boolean stop(Run run, RunState.Running running) throws InterruptedException {
    Optional<Provider> provider = providers.named(run.pinned().provider());
    if (provider.isEmpty()) {
      return true;
    }
    boolean confirmed = provider.get().cancel(running.ref());
    boolean owed = !confirmed && !provider.get().cancelsForFree();
    if (owed) {
      log.warn(
          "run {}: {} did not confirm that the cancelled job is free; its price is settled",
          run.id(),
          run.pinned().provider());
    }
    return owed;
  }
}
