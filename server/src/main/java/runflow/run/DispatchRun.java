package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.catalog.Route;
import runflow.db.Db;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.job.NextStep;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;

/**
 * Hands a queued run to its provider, or moves it to another route while it is still ours. The
 * submission is recorded before it is made; when its answer is lost, the run is not sent again
 * unless the provider promises that this makes no second job.
 */
final class DispatchRun {
  private static final Logger log = LoggerFactory.getLogger(DispatchRun.class);

  private final Db db;
  private final RunLog runLog;
  private final RunStore store;
  private final RunRequests requests;
  private final PrepareInputs inputs;
  private final RouteHealth health;
  private final ProviderPace pace;
  private final MoveRun move;
  private final RewritePrompt rewrite;
  private final CompleteRun complete;
  private final FinishRun finish;
  private final Deadlines deadlines;
  private final InstantSource clock;

  DispatchRun(Runs.Shared shared, RewritePrompt rewrite, CompleteRun complete, FinishRun finish) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.runLog = shared.log();
    this.store = shared.store();
    this.requests = shared.requests();
    this.inputs = new PrepareInputs(needs.catalog(), needs.client(), needs.assets());
    this.health = needs.providers().health();
    this.pace = new ProviderPace(needs.providerConfig());
    this.move = new MoveRun(shared);
    this.rewrite = rewrite;
    this.complete = complete;
    this.finish = finish;
    this.deadlines = shared.deadlines();
    this.clock = needs.clock();
  }

  NextStep dispatch(Step step, RunState.Queued queued) throws InterruptedException {
    Run run = step.run();
    Instant now = clock.instant();
    if (run.overdue(now)) {
      return fail(
          step,
          queued,
          FailureCode.DEADLINE_EXCEEDED,
          "the run waited in the queue until its deadline");
    }
    Optional<RouteHealth.Rest> rest = health.rest(route(run));
    if (rest.isPresent()) {
      return move.move(run, queued, requests.of(run), rest.get().reason())
          .orElse(NextStep.again(rest.get().until()));
    }
    return switch (inputs.prepare(run)) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        finish.finish(run, queued.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready -> handOver(step, queued, ready);
    };
  }

  /** The provider of a queued run is not configured any more. */
  Optional<NextStep> moveAway(Run run, RunState.Queued queued, String reason) {
    return move.move(run, queued, requests.of(run), reason);
  }

  private NextStep handOver(Step step, RunState.Queued queued, PrepareInputs.Prepared.Ready ready)
      throws InterruptedException {
    Run run = step.run();
    Provider provider = step.provider();
    ProviderRequest request = requests.of(run, ready.media());
    List<FieldError> problems = provider.check(request);
    if (!problems.isEmpty()) {
      String problem = problems.getFirst().msg();
      Optional<NextStep> moved = move.move(run, queued, request, problem);
      return moved.isPresent()
          ? moved.get()
          : fail(step, queued, FailureCode.INPUT_VALIDATION_FAILED, problem);
    }
    Instant now = clock.instant();
    Instant deadline =
        deadlines.execution(now, provider.executionTime(), run.timeline().callerDeadlineAt());
    Optional<Instant> wait = record(run, queued, now, deadline);
    if (wait.isPresent()) {
      return NextStep.again(wait.get());
    }
    warn(run, ready.warnings(), now);
    RunState.Dispatching dispatching = queued.dispatch();
    return submit(step.in(dispatching), dispatching, request);
  }

  /** Records the handover; else says when to try again. */
  private Optional<Instant> record(Run run, RunState.Queued queued, Instant now, Instant deadline)
      throws InterruptedException {
    String provider = run.pinned().provider();
    if (!pace.bounds(provider)) {
      return store.dispatch(run.id(), queued, now, deadline) ? Optional.empty() : Optional.of(now);
    }
    return db.inTx(
        tx -> {
          Optional<Instant> wait = pace.take(tx, provider, now);
          if (wait.isPresent()) {
            return wait;
          }
          return store.dispatch(tx, run.id(), queued, now, deadline)
              ? Optional.empty()
              : Optional.of(now);
        });
  }

  private void warn(Run run, List<String> warnings, Instant now) {
    if (!warnings.isEmpty()) {
      db.useTx(tx -> runLog.add(tx, RunLog.lines(run, LogLine.Level.WARNING, warnings, now)));
    }
  }

  /** A submission was recorded, but not its answer: the process died in between. */
  NextStep resume(Step step, RunState.Dispatching dispatching) throws InterruptedException {
    if (!step.provider().submitsOnce()) {
      return fail(
          step,
          dispatching,
          FailureCode.PROVIDER_LOST,
          "the server stopped while it handed the run over; it was not sent again, so that it cannot be billed twice");
    }
    return switch (inputs.prepare(step.run())) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        finish.finish(step.run(), dispatching.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready ->
          submit(step, dispatching, requests.of(step.run(), ready.media()));
    };
  }

  private NextStep submit(Step step, RunState.Dispatching dispatching, ProviderRequest request)
      throws InterruptedException {
    ProviderResult.OfSubmit result = step.provider().submit(request, step.calls());
    if (step.run().account().livemode()) {
      // What the sandbox says is what the caller scripted.
      health.submitted(route(step.run()), result);
    }
    return switch (result) {
      case ProviderResult.Accepted accepted -> accept(step, dispatching, accepted);
      case ProviderResult.Succeeded succeeded ->
          step.provider().submitsOnce()
              ? complete.complete(step.run(), dispatching, succeeded)
              : complete.completeNow(step.run(), dispatching, succeeded);
      case ProviderResult.Rejected rejected -> {
        Optional<NextStep> again = rewrite.rewrite(step, dispatching, rejected);
        yield again.isPresent()
            ? again.get()
            : fail(step, dispatching, rejected.code(), rejected.message());
      }
      case ProviderResult.Retryable retryable ->
          sendBack(step.run(), dispatching, request, retryable);
      case ProviderResult.Unusable unusable -> leave(step, dispatching, request, unusable);
      case ProviderResult.Lost lost ->
          fail(step, dispatching, FailureCode.PROVIDER_LOST, lost.reason());
    };
  }

  private NextStep accept(
      Step step, RunState.Dispatching dispatching, ProviderResult.Accepted accepted)
      throws InterruptedException {
    Run run = step.run();
    if (store.accept(run.id(), dispatching, dispatching.accepted(accepted.ref()))) {
      log.info("run {} dispatching → running at {}", run.id(), run.pinned().provider());
    } else if (store.find(run.id()).filter(Run::closed).isPresent()) {
      // It ended meanwhile: what the provider has just taken must not go on.
      step.provider().cancel(accepted.ref(), step.calls());
    }
    return NextStep.again(clock.instant().plus(accepted.pollAfter()));
  }

  /** The provider did not take the run: another route may, or this one later. */
  private NextStep sendBack(
      Run run,
      RunState.Dispatching dispatching,
      ProviderRequest request,
      ProviderResult.Retryable retryable) {
    RunState.Queued queued = dispatching.sentBack();
    if (!store.sendBack(run.id(), dispatching, queued, queueDeadline(run))) {
      return NextStep.again(clock.instant());
    }
    log.info("run {} dispatching → queued: {}", run.id(), retryable.reason());
    return move.move(run.in(queued), queued, request, retryable.reason())
        .orElseGet(() -> NextStep.again(clock.instant().plus(retryable.after())));
  }

  private NextStep leave(
      Step step,
      RunState.Dispatching dispatching,
      ProviderRequest request,
      ProviderResult.Unusable unusable)
      throws InterruptedException {
    Run run = step.run();
    RunState.Queued queued = dispatching.sentBack();
    if (!store.sendBack(run.id(), dispatching, queued, queueDeadline(run))) {
      return NextStep.again(clock.instant());
    }
    log.warn(
        "provider {} cannot be used for {} until its operator sees to it: {}",
        run.pinned().provider(),
        run.pinned().route(),
        unusable.reason());
    Optional<NextStep> moved = move.move(run.in(queued), queued, request, unusable.reason());
    return moved.isPresent()
        ? moved.get()
        : fail(step.in(queued), queued, FailureCode.PROVIDER_UNAVAILABLE, unusable.reason());
  }

  private Instant queueDeadline(Run run) {
    Run.Timeline times = run.timeline();
    return deadlines.queue(times.createdAt(), times.callerDeadlineAt());
  }

  private NextStep fail(Step step, RunState.Open state, FailureCode code, String message)
      throws InterruptedException {
    finish.finish(
        step.run(), state.fail(new RunState.Failure(code, message, RunState.Stage.DISPATCH)));
    return NextStep.done();
  }

  private static Route route(Run run) {
    return new Route(run.pinned().provider(), run.pinned().route());
  }
}
