package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
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

  private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofMillis(500);
  private static final int MOST_TRIES_TO_ACCEPT = 100;

  private final Db db;
  private final RunLog runLog;
  private final RunStore store;
  private final HandoverStore handovers;
  private final RunFollowers followers;
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
    this.handovers = new HandoverStore(needs.db());
    this.followers = shared.followers();
    this.requests = shared.requests();
    this.inputs = new PrepareInputs(needs.catalog(), needs.client(), needs.assets());
    this.health = needs.providers().health();
    this.pace =
        new ProviderPace(
            needs.db(), needs.providerConfig(), new ProviderTurns(needs.db(), needs.lane()));
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
    Optional<NextStep> elsewhere = unlessItsRouteRests(run, queued);
    if (elsewhere.isPresent()) {
      return elsewhere.get();
    }
    Optional<Duration> wait = pace.look(run);
    if (wait.isPresent()) {
      return NextStep.again(now.plus(wait.get()));
    }
    return switch (inputs.prepare(run)) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        pace.forgo(run);
        finish.finish(run, queued.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready -> handOver(step, queued, ready);
    };
  }

  /** How the job goes on instead if the run's route is left alone now. */
  private Optional<NextStep> unlessItsRouteRests(Run run, RunState.Queued queued) {
    if (!run.account().livemode()) {
      return Optional.empty();
    }
    return health
        .enter(route(run))
        .map(
            rest ->
                move.move(run, queued, requests.of(run), Providers.reason(route(run), rest))
                    .orElse(NextStep.again(rest.until())));
  }

  /** The provider of a queued run is not configured any more. */
  Optional<NextStep> moveAway(Run run, RunState.Queued queued, String reason) {
    return move.leave(run, queued, requests.of(run), reason);
  }

  private NextStep handOver(Step step, RunState.Queued queued, PrepareInputs.Prepared.Ready ready)
      throws InterruptedException {
    Run run = step.run();
    Provider provider = step.provider();
    ProviderRequest request = requests.of(run, ready.media());
    List<FieldError> problems = provider.check(request);
    if (!problems.isEmpty()) {
      String problem = problems.getFirst().msg();
      Optional<NextStep> moved = move.leave(run, queued, request, problem);
      return moved.isPresent()
          ? moved.get()
          : fail(step, queued, FailureCode.INPUT_VALIDATION_FAILED, problem);
    }
    Instant now = clock.instant();
    Instant deadline =
        deadlines.execution(
            now, provider.terms().executionTime(), run.timeline().callerDeadlineAt());
    Optional<Instant> wait = record(step, queued, ready.warnings(), deadline);
    if (wait.isPresent()) {
      return NextStep.again(wait.get());
    }
    followers.moved(run.id());
    RunState.Dispatching dispatching = queued.dispatch();
    return submit(step.in(dispatching), dispatching, request);
  }

  /** Records the handover and what is poor about the pictures; else says when to try again. */
  private Optional<Instant> record(
      Step step, RunState.Queued queued, List<String> warnings, Instant deadline)
      throws InterruptedException {
    Run run = step.run();
    String provider = run.pinned().provider();
    Instant now = clock.instant();
    if (!pace.bounds(provider) && warnings.isEmpty()) {
      return handovers.dispatch(run, queued, now, deadline) ? Optional.empty() : Optional.of(now);
    }
    return db.inTx(
        tx -> {
          Optional<Duration> wait = pace.bounds(provider) ? pace.take(tx, run) : Optional.empty();
          if (wait.isPresent()) {
            return wait.map(now::plus);
          }
          if (!handovers.dispatch(tx, run, queued, now, deadline)) {
            return Optional.of(now);
          }
          runLog.add(tx, RunLog.lines(run, LogLine.Level.WARNING, warnings, now));
          return Optional.empty();
        });
  }

  /** A submission was recorded, but not its answer: the process died in between. */
  NextStep resume(Step step, RunState.Dispatching dispatching) throws InterruptedException {
    if (!step.provider().terms().submitsOnce()) {
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
    Instant begun = clock.instant();
    ProviderResult.OfSubmit result = step.provider().submit(request, step.calls());
    if (step.run().account().livemode()) {
      // What the sandbox says is what the caller scripted.
      health.submitted(route(step.run()), begun, result);
    }
    return switch (result) {
      case ProviderResult.Accepted accepted -> accept(step, dispatching, accepted);
      case ProviderResult.Succeeded succeeded ->
          step.provider().terms().submitsOnce()
              ? complete.complete(step, dispatching, succeeded)
              : complete.completeNow(step, dispatching, succeeded);
      case ProviderResult.Rejected rejected ->
          rewrite.rewriteOrFail(step, dispatching, rejected, RunState.Stage.DISPATCH);
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
    RunState.Running taken = dispatching.accepted(accepted.ref());
    // What the provider knows the job by is had once: a database that is away is waited for.
    if (acceptedInSpiteOfOutages(run, dispatching, taken)) {
      followers.moved(run.id());
      log.info("run {} dispatching → running at {}", run.id(), run.pinned().provider());
    } else if (store.find(run.id()).filter(Run::closed).isPresent()) {
      // It ended meanwhile: what the provider has just taken must not go on.
      step.provider().cancel(accepted.ref(), step.calls());
    }
    return NextStep.again(clock.instant().plus(accepted.pollAfter()));
  }

  private boolean acceptedInSpiteOfOutages(
      Run run, RunState.Dispatching dispatching, RunState.Running taken) {
    for (int i = 1; ; i++) {
      try {
        return store.accept(run.id(), dispatching, taken, clock.instant());
      } catch (RuntimeException e) {
        if (i == MOST_TRIES_TO_ACCEPT || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        log.warn(
            "run {} was taken as {}; that is written later: {}",
            run.id(),
            taken.ref(),
            e.toString());
        LockSupport.parkNanos(PAUSE_WITHOUT_DATABASE.toNanos());
      }
    }
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
    followers.moved(run.id());
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
    followers.moved(run.id());
    log.warn(
        "provider {} cannot be used for {} until its operator sees to it: {}",
        run.pinned().provider(),
        run.pinned().route(),
        unusable.reason());
    String reason =
        "`%s` takes no job before the operator of this server has seen to it"
            .formatted(run.pinned().provider());
    Optional<NextStep> moved = move.leave(run.in(queued), queued, request, reason);
    return moved.isPresent()
        ? moved.get()
        : fail(step.in(queued), queued, FailureCode.PROVIDER_UNAVAILABLE, reason);
  }

  private Instant queueDeadline(Run run) {
    Run.Timeline times = run.timeline();
    return deadlines.queue(times.createdAt(), times.callerDeadlineAt());
  }

  private NextStep fail(Step step, RunState.Open state, FailureCode code, String message)
      throws InterruptedException {
    step.calls().keep();
    finish.finish(
        step.run(), state.fail(new RunState.Failure(code, message, RunState.Stage.DISPATCH)));
    return NextStep.done();
  }

  private static Route route(Run run) {
    return new Route(run.pinned().provider(), run.pinned().route());
  }
}
