package runflow.run;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.FailureCode;
import runflow.job.NextStep;
import runflow.provider.ProviderResult;

/** Looks at a run that its provider has taken. Trouble with the look is no verdict on the run. */
final class PollRun {
  private static final Logger log = LoggerFactory.getLogger(PollRun.class);

  private final RunStore store;
  private final RunFollowers followers;
  private final RewritePrompt rewrite;
  private final CompleteRun complete;
  private final FinishRun finish;
  private final InstantSource clock;

  PollRun(Runs.Shared shared, RewritePrompt rewrite, CompleteRun complete, FinishRun finish) {
    this.store = shared.store();
    this.followers = shared.followers();
    this.rewrite = rewrite;
    this.complete = complete;
    this.finish = finish;
    this.clock = shared.needs().clock();
  }

  NextStep poll(Step step, RunState.Running running) throws InterruptedException {
    Run run = step.run();
    return switch (step.provider().poll(running.ref(), step.calls())) {
      case ProviderResult.Running still -> {
        if (still.progress().isPresent() && !still.progress().equals(running.progress())) {
          store.progress(run.id(), Math.clamp(still.progress().getAsInt(), 0, 100));
          followers.moved(run.id());
        }
        yield NextStep.again(clock.instant().plus(still.pollAfter()));
      }
      case ProviderResult.Succeeded succeeded -> complete.complete(step, running, succeeded);
      case ProviderResult.Rejected rejected ->
          rewrite.rewriteOrFail(step, running, rejected, RunState.Stage.EXECUTION);
      case ProviderResult.Retryable retryable -> {
        log.warn(
            "run {} is looked at again in {} s: {}",
            run.id(),
            retryable.after().toSeconds(),
            retryable.reason());
        yield NextStep.again(clock.instant().plus(retryable.after()));
      }
      case ProviderResult.Lost lost -> lost(step, running, lost.reason());
    };
  }

  private NextStep lost(Step step, RunState.Running running, String reason)
      throws InterruptedException {
    var failure = new RunState.Failure(FailureCode.PROVIDER_LOST, reason, RunState.Stage.EXECUTION);
    step.calls().keep();
    finish.finish(step.run(), running.fail(failure));
    return NextStep.done();
  }
}
