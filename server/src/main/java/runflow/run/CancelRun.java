package runflow.run;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.provider.Provider;

/**
 * Cancels a run. A queued run is never dispatched; a running one is cancelled at the provider
 * first, because what the provider confirms decides whether the price is released or settled. For
 * that time the run's job is out of its lane: a poll that finds the job stopped would call the run
 * failed, and a second cancellation would be told that there is nothing left to stop.
 */
final class CancelRun {
  private static final Logger log = LoggerFactory.getLogger(CancelRun.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int TRIES = 100;

  private final RunStore store;
  private final Providers providers;
  private final JobLane lane;
  private final FinishRun finish;
  private final RunEvents events;
  private final RunSignals signals;

  CancelRun(Runs.Shared shared, FinishRun finish) {
    this.store = shared.store();
    this.providers = shared.needs().providers();
    this.lane = shared.needs().lane();
    this.signals = shared.signals();
    this.finish = finish;
    this.events = shared.events();
  }

  /** What a cancellation came to: the run as it is now, and whether this call ended it. */
  record Outcome(Run run, boolean cancelledNow) {}

  /**
   * Cancels the run.
   *
   * @throws ApiException {@code CONFLICT} if its provider is being called for longer than ten
   *     seconds
   */
  Outcome cancel(RunId id) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Run run = store.find(id).orElseThrow();
      boolean ended =
          switch (run.state()) {
            case RunState.Closed closed -> false;
            case RunState.Queued queued -> finish.finish(run, queued.cancel());
            case RunState.Dispatching dispatching -> false;
            case RunState.Running running -> cancelAtProvider(id);
          };
      if (ended || run.closed()) {
        return new Outcome(store.find(id).orElseThrow(), ended);
      }
      signals.await(id, PAUSE, () -> store.find(id).orElseThrow().closed());
    }
    throw new ApiException(
        ErrorCode.CONFLICT,
        "the run's provider is being called just now; cancel the run again shortly");
  }

  /** False if the run's job is at work or the run has moved on. */
  private boolean cancelAtProvider(RunId id) throws InterruptedException {
    Optional<JobLane.Taken> taken = lane.take(id.value());
    if (taken.isEmpty()) {
      return false;
    }
    try {
      Run run = store.find(id).orElseThrow();
      return run.state() instanceof RunState.Running running
          && finish.finish(run, stop(run, running));
    } finally {
      lane.giveBack(taken.get());
    }
  }

  private boolean cancel(Run run, RunState.Running running, Provider provider)
      throws InterruptedException {
    RunEvents.Made calls = events.begin(run.id(), provider.name());
    try {
      return provider.cancel(running.ref(), calls);
    } finally {
      calls.keep();
    }
  }

  private RunState.Canceled stop(Run run, RunState.Running running) throws InterruptedException {
    String name = run.pinned().provider();
    Optional<Provider> provider = providers.named(name);
    if (provider.isPresent()
        && (cancel(run, running, provider.get()) || provider.get().terms().cancelsForFree())) {
      return running.cancel();
    }
    String reason =
        "%s %s that the cancelled job is free, so its price was settled"
            .formatted(
                name,
                provider.isPresent()
                    ? "did not confirm"
                    : "is not configured any more and could not confirm");
    log.warn("run {}: {}", run.id(), reason);
    return running.cancelOwing(reason);
  }
}
