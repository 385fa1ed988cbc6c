package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.error.FailureCode;
import runflow.job.NextStep;
import runflow.json.Json;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands a queued run to its provider. The submission is recorded before it is made; when its answer
 * is lost, the run is not sent again unless the provider promises that this makes no second job.
 */
final class DispatchRun {
  private static final Logger log = LoggerFactory.getLogger(DispatchRun.class);

  private final Db db;
  private final RunLog runLog;
  private final RunStore store;
  private final PrepareInputs inputs;
  private final CompleteRun complete;
  private final FinishRun finish;
  private final Deadlines deadlines;
  private final InstantSource clock;

  DispatchRun(Runs.Shared shared, CompleteRun complete, FinishRun finish) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.runLog = shared.log();
    this.store = shared.store();
    this.inputs = new PrepareInputs(needs.catalog(), needs.client(), needs.assets());
    this.complete = complete;
    this.finish = finish;
    this.deadlines = shared.deadlines();
    this.clock = needs.clock();
  }

  NextStep dispatch(Run run, RunState.Queued queued, Provider provider)
      throws InterruptedException {
    if (run.overdue(clock.instant())) {
      return fail(
          run,
          queued,
          FailureCode.DEADLINE_EXCEEDED,
          "the run waited in the queue until its deadline");
    }
    ObjectNode input = (ObjectNode) Json.tree(run.order().input());
    return switch (inputs.prepare(run, input)) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        finish.finish(run, queued.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready -> {
        Instant now = clock.instant();
        Instant deadline =
            deadlines.execution(now, provider.executionTime(), run.timeline().callerDeadlineAt());
        if (!store.dispatch(run.id(), queued, now, deadline)) {
          yield NextStep.again(now);
        }
        warn(run, ready.warnings(), now);
        RunState.Dispatching dispatching = queued.dispatch();
        yield submit(run.in(dispatching), dispatching, provider, request(run, input, ready));
      }
    };
  }

  private void warn(Run run, List<String> warnings, Instant now) {
    if (!warnings.isEmpty()) {
      db.useTx(tx -> runLog.add(tx, RunLog.lines(run, LogLine.Level.WARNING, warnings, now)));
    }
  }

  /** A submission was recorded, but not its answer: the process died in between. */
  NextStep resume(Run run, RunState.Dispatching dispatching, Provider provider)
      throws InterruptedException {
    if (!provider.submitsOnce()) {
      return fail(
          run,
          dispatching,
          FailureCode.PROVIDER_LOST,
          "the server stopped while it handed the run over; it was not sent again, so that it cannot be billed twice");
    }
    ObjectNode input = (ObjectNode) Json.tree(run.order().input());
    return switch (inputs.prepare(run, input)) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        finish.finish(run, dispatching.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready ->
          submit(run, dispatching, provider, request(run, input, ready));
    };
  }

  private NextStep submit(
      Run run, RunState.Dispatching dispatching, Provider provider, ProviderRequest request)
      throws InterruptedException {
    return switch (provider.submit(request, call -> {})) {
      case ProviderResult.Accepted accepted -> accept(run, dispatching, provider, accepted);
      case ProviderResult.Succeeded succeeded ->
          provider.submitsOnce()
              ? complete.complete(run, dispatching, succeeded)
              : complete.completeNow(run, dispatching, succeeded);
      case ProviderResult.Rejected rejected ->
          fail(run, dispatching, rejected.code(), rejected.message());
      case ProviderResult.Retryable retryable -> sendBack(run, dispatching, retryable);
      case ProviderResult.Unusable unusable ->
          fail(run, dispatching, FailureCode.PROVIDER_UNAVAILABLE, unusable.reason());
      case ProviderResult.Lost lost ->
          fail(run, dispatching, FailureCode.PROVIDER_LOST, lost.reason());
    };
  }

  private NextStep accept(
      Run run,
      RunState.Dispatching dispatching,
      Provider provider,
      ProviderResult.Accepted accepted)
      throws InterruptedException {
    if (store.accept(run.id(), dispatching, dispatching.accepted(accepted.ref()))) {
      log.info("run {} dispatching → running at {}", run.id(), run.pinned().provider());
    } else if (store.find(run.id()).filter(Run::closed).isPresent()) {
      // It ended meanwhile: what the provider has just taken must not go on.
      provider.cancel(accepted.ref(), call -> {});
    }
    return NextStep.again(clock.instant().plus(accepted.pollAfter()));
  }

  private NextStep sendBack(
      Run run, RunState.Dispatching dispatching, ProviderResult.Retryable retryable) {
    Run.Timeline times = run.timeline();
    Instant deadline = deadlines.queue(times.createdAt(), times.callerDeadlineAt());
    if (store.sendBack(run.id(), dispatching, dispatching.sentBack(), deadline)) {
      log.info("run {} dispatching → queued: {}", run.id(), retryable.reason());
    }
    return NextStep.again(clock.instant().plus(retryable.after()));
  }

  private NextStep fail(Run run, RunState.Open state, FailureCode code, String message)
      throws InterruptedException {
    finish.finish(run, state.fail(new RunState.Failure(code, message, RunState.Stage.DISPATCH)));
    return NextStep.done();
  }

  private static ProviderRequest request(
      Run run, ObjectNode input, PrepareInputs.Prepared.Ready ready) {
    return new ProviderRequest(
        run.id(),
        run.order().model(),
        run.pinned().route(),
        input,
        ready.media(),
        run.order().metadata().map(Json::tree),
        Optional.empty());
  }
}
