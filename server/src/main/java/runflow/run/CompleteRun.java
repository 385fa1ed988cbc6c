package runflow.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.FailureCode;
import runflow.job.NextStep;
import runflow.provider.Artifact;
import runflow.provider.ProviderResult;

/** Brings a finished job home: its outputs are stored here before the run is called succeeded. */
final class CompleteRun {
  private static final Logger log = LoggerFactory.getLogger(CompleteRun.class);
  private static final Duration STORAGE_PAUSE = Duration.ofSeconds(5);
  private static final int IMMEDIATE_TRIES = 3;

  private final StoreOutputs outputs;
  private final FinishRun finish;
  private final InstantSource clock;

  CompleteRun(Runs.Shared shared, FinishRun finish) {
    this.outputs = new StoreOutputs(shared.needs());
    this.finish = finish;
    this.clock = shared.needs().clock();
  }

  /**
   * Completes with a result that can be asked for again: it is paid for, so it is stored in time or
   * never.
   */
  NextStep complete(Step step, RunState.Handed state, ProviderResult.Succeeded result)
      throws InterruptedException {
    if (result.artifacts().isEmpty()) {
      return withoutOutput(step, state);
    }
    try {
      return succeed(step, state.succeed(outputs.store(result)), result);
    } catch (Artifact.Unusable e) {
      return unusable(step, state, e);
    } catch (IOException e) {
      Instant next = clock.instant().plus(STORAGE_PAUSE);
      if (next.isAfter(step.run().timeline().deadlineAt())) {
        return notStored(step, state);
      }
      log.warn(
          "run {}: its output could not be stored and will be tried again until its deadline: {}",
          step.run().id(),
          e.toString());
      return NextStep.again(next);
    }
  }

  /** Completes with a result that came with the submission and cannot be asked for again. */
  NextStep completeNow(Step step, RunState.Handed state, ProviderResult.Succeeded result)
      throws InterruptedException {
    if (result.artifacts().isEmpty()) {
      return withoutOutput(step, state);
    }
    for (int i = 1; i <= IMMEDIATE_TRIES; i++) {
      try {
        return succeed(step, state.succeed(outputs.store(result)), result);
      } catch (Artifact.Unusable e) {
        return unusable(step, state, e);
      } catch (IOException e) {
        log.warn(
            "run {}: its output could not be stored at try {}: {}",
            step.run().id(),
            i,
            e.toString());
      }
    }
    return notStored(step, state);
  }

  /** The calls for its files have been made by now, and are kept before the run ends. */
  private NextStep succeed(Step step, RunState.Succeeded succeeded, ProviderResult.Succeeded result)
      throws InterruptedException {
    step.calls().keep();
    finish.finish(step.run(), succeeded, result.notes());
    return NextStep.done();
  }

  private NextStep unusable(Step step, RunState.Handed state, Artifact.Unusable trouble)
      throws InterruptedException {
    return fail(
        step,
        state,
        new RunState.Failure(
            FailureCode.PROVIDER_NO_OUTPUT,
            "the provider finished, but " + trouble.getMessage(),
            RunState.Stage.POSTPROCESS));
  }

  private NextStep withoutOutput(Step step, RunState.Handed state) throws InterruptedException {
    return fail(
        step,
        state,
        new RunState.Failure(
            FailureCode.PROVIDER_NO_OUTPUT,
            "the provider finished without a video",
            RunState.Stage.EXECUTION));
  }

  private NextStep notStored(Step step, RunState.Handed state) throws InterruptedException {
    return fail(
        step,
        state,
        new RunState.Failure(
            FailureCode.STORAGE_FAILED,
            "the finished video could not be stored in time",
            RunState.Stage.POSTPROCESS));
  }

  private NextStep fail(Step step, RunState.Handed state, RunState.Failure failure)
      throws InterruptedException {
    step.calls().keep();
    finish.finish(step.run(), state.fail(failure));
    return NextStep.done();
  }
}
