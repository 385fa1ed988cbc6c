package runflow.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.FailureCode;
import runflow.id.RunId;
import runflow.job.Job;
import runflow.job.NextStep;
import runflow.provider.Provider;

/**
 * The job of one run: dispatch it, poll it, complete it. Each step starts from the row, so it can
 * be repeated after a crash.
 */
final class ExecuteRun implements Job {
  private static final Logger log = LoggerFactory.getLogger(ExecuteRun.class);
  private static final Duration MISSING_PROVIDER_PAUSE = Duration.ofSeconds(2);

  private final RunStore store;
  private final Providers providers;
  private final DispatchRun dispatch;
  private final PollRun poll;
  private final FinishRun finish;
  private final RunEvents events;
  private final InstantSource clock;

  ExecuteRun(Runs.Shared shared, DispatchRun dispatch, PollRun poll, FinishRun finish) {
    this.store = shared.store();
    this.providers = shared.needs().providers();
    this.dispatch = dispatch;
    this.poll = poll;
    this.finish = finish;
    this.events = shared.events();
    this.clock = shared.needs().clock();
  }

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    Optional<Run> found = store.find(new RunId(id));
    if (found.isEmpty()) {
      return NextStep.done();
    }
    Run run = found.get();
    String name = run.pinned().provider();
    Optional<Provider> provider = providers.named(name);
    if (provider.isEmpty()) {
      return run.state() instanceof RunState.Open open
          ? withoutProvider(run, open)
          : NextStep.done();
    }
    RunEvents.Made calls = events.begin(run.id(), name);
    try {
      return take(new Step(run, provider.get(), calls));
    } finally {
      calls.keep();
    }
  }

  private NextStep take(Step step) throws InterruptedException {
    return switch (step.run().state()) {
      case RunState.Queued queued -> dispatch.dispatch(step, queued);
      case RunState.Dispatching dispatching -> dispatch.resume(step, dispatching);
      case RunState.Running running -> poll.poll(step, running);
      case RunState.Closed closed -> NextStep.done();
    };
  }

  /** A job that a provider has taken may still succeed there; anything else ends. */
  private NextStep withoutProvider(Run run, RunState.Open open) throws InterruptedException {
    String name = run.pinned().provider();
    String reason = "provider `%s` is not configured any more".formatted(name);
    if (open instanceof RunState.Queued queued) {
      Optional<NextStep> moved = dispatch.moveAway(run, queued, reason);
      if (moved.isPresent()) {
        return moved.get();
      }
    }
    if (open instanceof RunState.Running) {
      log.warn(
          "run {} is running at {}, which is not configured any more; configure it again before the run's deadline",
          run.id(),
          name);
      return NextStep.again(clock.instant().plus(MISSING_PROVIDER_PAUSE));
    }
    FailureCode code =
        open instanceof RunState.Dispatching
            ? FailureCode.PROVIDER_LOST
            : FailureCode.PROVIDER_UNAVAILABLE;
    finish.finish(run, open.fail(new RunState.Failure(code, reason, RunState.Stage.DISPATCH)));
    return NextStep.done();
  }
}
