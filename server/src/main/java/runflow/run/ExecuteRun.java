package runflow.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.Config;
import runflow.error.FailureCode;
import runflow.id.RunId;
import runflow.job.Job;
import runflow.job.NextStep;
import runflow.json.Json;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * The job of one run: prepare inputs, submit, poll, store outputs, finish. Each step starts from
 * the row, so it can be repeated after a crash. A submission is recorded before it is made; when
 * its answer is lost, the run is not sent again unless the provider promises that this makes no
 * second job.
 */
final class ExecuteRun implements Job {
  private static final Logger log = LoggerFactory.getLogger(ExecuteRun.class);
  private static final Duration STORAGE_PAUSE = Duration.ofSeconds(5);
  private static final Duration MISSING_PROVIDER_PAUSE = Duration.ofSeconds(2);
  private static final int IMMEDIATE_TRIES = 3;

  private final RunStore store;
  private final Providers providers;
  private final PrepareInputs inputs;
  private final StoreOutputs outputs;
  private final FinishRun finish;
  private final Config.Runs limits;
  private final InstantSource clock;

  ExecuteRun(RunParts parts, FinishRun finish) {
    this.store = new RunStore(parts.db());
    this.providers = parts.providers();
    this.inputs = new PrepareInputs(parts.catalog(), parts.client(), parts.assets());
    this.outputs = new StoreOutputs(parts.storage());
    this.finish = finish;
    this.limits = parts.limits();
    this.clock = parts.clock();
  }

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    Optional<Run> found = store.find(new RunId(id));
    if (found.isEmpty()) {
      return NextStep.done();
    }
    Run run = found.get();
    Optional<Provider> provider = providers.named(run.pinned().provider());
    if (provider.isEmpty() && run.state() instanceof RunState.Open open) {
      return withoutProvider(run, open);
    }
    return switch (run.state()) {
      case RunState.Queued queued -> dispatch(run, queued, provider.orElseThrow());
      case RunState.Dispatching dispatching -> resume(run, dispatching, provider.orElseThrow());
      case RunState.Running running -> poll(run, running, provider.orElseThrow());
      case RunState.Closed closed -> NextStep.done();
    };
  }

  /** A job that a provider has taken may still succeed there; anything else ends. */
  private NextStep withoutProvider(Run run, RunState.Open open) {
    String name = run.pinned().provider();
    if (open instanceof RunState.Running) {
      log.warn(
          "run {} is running at {}, which is not configured any more; configure it again before the run's deadline",
          run.id(),
          name);
      return NextStep.again(clock.instant().plus(MISSING_PROVIDER_PAUSE));
    }
    return fail(
        run,
        open,
        FailureCode.PROVIDER_UNAVAILABLE,
        "provider `%s` is not configured any more".formatted(name),
        RunState.Stage.DISPATCH);
  }

  private NextStep dispatch(Run run, RunState.Queued queued, Provider provider)
      throws InterruptedException {
    if (run.overdue(clock.instant())) {
      return fail(
          run,
          queued,
          FailureCode.DEADLINE_EXCEEDED,
          "the run waited in the queue until its deadline",
          RunState.Stage.DISPATCH);
    }
    ObjectNode input = (ObjectNode) Json.tree(run.order().input());
    return switch (inputs.prepare(run, input)) {
      case PrepareInputs.Prepared.Unusable unusable -> {
        finish.finish(run, queued.fail(unusable.failure()));
        yield NextStep.done();
      }
      case PrepareInputs.Prepared.Ready ready -> {
        if (!store.dispatch(run.id(), queued, clock.instant(), executionDeadline(run))) {
          yield NextStep.again(clock.instant());
        }
        yield submit(run, queued.dispatch(), provider, request(run, input, ready));
      }
    };
  }

  /** A submission was recorded, but not its answer: the process died in between. */
  private NextStep resume(Run run, RunState.Dispatching dispatching, Provider provider)
      throws InterruptedException {
    if (!provider.submitsOnce()) {
      return fail(
          run,
          dispatching,
          FailureCode.PROVIDER_LOST,
          "the server stopped while it handed the run over; it was not sent again, so that it cannot be billed twice",
          RunState.Stage.DISPATCH);
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
    Run dispatched = in(run, dispatching);
    return switch (provider.submit(request)) {
      case ProviderResult.Accepted accepted -> accept(run, dispatching, provider, accepted);
      case ProviderResult.Running running ->
          NextStep.again(clock.instant().plus(running.pollAfter()));
      case ProviderResult.Succeeded succeeded ->
          provider.submitsOnce()
              ? succeed(dispatched, succeeded)
              : succeedNow(dispatched, dispatching, succeeded);
      case ProviderResult.Rejected rejected ->
          fail(
              dispatched,
              dispatching,
              rejected.code(),
              rejected.message(),
              RunState.Stage.DISPATCH);
      case ProviderResult.Retryable retryable -> {
        store.sendBack(run.id(), dispatching, run.timeline().deadlineAt());
        log.info("run {} dispatching → queued: {}", run.id(), retryable.reason());
        yield NextStep.again(clock.instant().plus(retryable.after()));
      }
      case ProviderResult.Lost lost ->
          fail(
              dispatched,
              dispatching,
              FailureCode.PROVIDER_LOST,
              lost.reason(),
              RunState.Stage.DISPATCH);
    };
  }

  private NextStep accept(
      Run run,
      RunState.Dispatching dispatching,
      Provider provider,
      ProviderResult.Accepted accepted)
      throws InterruptedException {
    RunState.Running running = dispatching.accepted(accepted.ref());
    if (store.accept(run.id(), dispatching, running)) {
      log.info("run {} dispatching → running at {}", run.id(), run.pinned().provider());
    } else {
      // It was closed meanwhile: what the provider has just taken must not go on.
      provider.cancel(accepted.ref());
    }
    return NextStep.again(clock.instant().plus(accepted.pollAfter()));
  }

  private NextStep poll(Run run, RunState.Running running, Provider provider)
      throws InterruptedException {
    return switch (provider.poll(running.ref())) {
      case ProviderResult.Accepted accepted ->
          NextStep.again(clock.instant().plus(accepted.pollAfter()));
      case ProviderResult.Running still -> {
        if (still.progress().isPresent() && !still.progress().equals(running.progress())) {
          store.progress(run.id(), Math.clamp(still.progress().getAsInt(), 0, 100));
        }
        yield NextStep.again(clock.instant().plus(still.pollAfter()));
      }
      case ProviderResult.Succeeded succeeded -> succeed(run, succeeded);
      case ProviderResult.Rejected rejected ->
          fail(run, running, rejected.code(), rejected.message(), RunState.Stage.EXECUTION);
      case ProviderResult.Retryable retryable ->
          NextStep.again(clock.instant().plus(retryable.after()));
      case ProviderResult.Lost lost ->
          fail(run, running, FailureCode.PROVIDER_LOST, lost.reason(), RunState.Stage.EXECUTION);
    };
  }

  /**
   * A result that came with the submission cannot be asked for again: it is stored now or never.
   */
  private NextStep succeedNow(
      Run run, RunState.Dispatching dispatching, ProviderResult.Succeeded result) {
    if (result.artifacts().isEmpty()) {
      return noOutput(run);
    }
    for (int i = 1; ; i++) {
      try {
        finish.finish(run, dispatching.succeed(outputs.store(result)));
        return NextStep.done();
      } catch (IOException e) {
        log.warn("run {}: its output could not be stored at try {}: {}", run.id(), i, e.toString());
        if (i == IMMEDIATE_TRIES) {
          return notStored(run);
        }
      }
    }
  }

  private NextStep succeed(Run run, ProviderResult.Succeeded result) {
    if (result.artifacts().isEmpty()) {
      return noOutput(run);
    }
    RunOutput stored;
    try {
      stored = outputs.store(result);
    } catch (IOException e) {
      return storageTrouble(run, e);
    }
    finish.finish(run, new RunState.Succeeded(stored));
    return NextStep.done();
  }

  /** A finished video is paid for: storing it is tried until the deadline. */
  private NextStep storageTrouble(Run run, IOException trouble) {
    Instant next = clock.instant().plus(STORAGE_PAUSE);
    if (next.isBefore(run.timeline().deadlineAt())) {
      log.warn(
          "run {}: its output could not be stored and will be tried again until its deadline: {}",
          run.id(),
          trouble.toString());
      return NextStep.again(next);
    }
    return notStored(run);
  }

  private NextStep noOutput(Run run) {
    return fail(
        run,
        (RunState.Open) run.state(),
        FailureCode.PROVIDER_NO_OUTPUT,
        "the provider finished without a video",
        RunState.Stage.EXECUTION);
  }

  private NextStep notStored(Run run) {
    return fail(
        run,
        (RunState.Open) run.state(),
        FailureCode.STORAGE_FAILED,
        "the finished video could not be stored in time",
        RunState.Stage.POSTPROCESS);
  }

  private NextStep fail(
      Run run, RunState.Open state, FailureCode code, String message, RunState.Stage stage) {
    finish.finish(run, state.fail(new RunState.Failure(code, message, stage)));
    return NextStep.done();
  }

  private Instant executionDeadline(Run run) {
    Instant own = clock.instant().plus(limits.executionDeadline());
    return run.timeline().callerDeadlineAt().filter(own::isAfter).orElse(own);
  }

  private static ProviderRequest request(
      Run run, ObjectNode input, PrepareInputs.Prepared.Ready ready) {
    return new ProviderRequest(
        run.id(),
        run.order().model(),
        run.pinned().route(),
        input,
        ready.media(),
        run.order().metadata().map(Json::tree));
  }

  private static Run in(Run run, RunState state) {
    return new Run(
        run.id(),
        run.account(),
        run.key(),
        run.order(),
        run.pinned(),
        state,
        run.timeline(),
        run.billed());
  }
}
