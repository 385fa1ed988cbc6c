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
import runflow.provider.ProviderResult;
import runflow.provider.Rewriter;

/**
 * Gives a run whose prompt was blocked a second chance, once: the prompt is rewritten and the run
 * goes back to the queue, so that it is handed over again as a submission of its own. Only where
 * the input asks for {@code auto_fix} and the provider does not do that by itself.
 */
final class RewritePrompt {
  private static final Logger log = LoggerFactory.getLogger(RewritePrompt.class);

  private final Db db;
  private final RunStore store;
  private final RunFollowers followers;
  private final FinishRun finish;
  private final RunLog runLog;
  private final Optional<Rewriter> rewriter;
  private final Deadlines deadlines;
  private final InstantSource clock;

  RewritePrompt(Runs.Shared shared, FinishRun finish) {
    this.finish = finish;
    this.db = shared.needs().db();
    this.store = shared.store();
    this.followers = shared.followers();
    this.runLog = shared.log();
    this.rewriter = shared.needs().rewriter();
    this.deadlines = shared.deadlines();
    this.clock = shared.needs().clock();
  }

  /**
   * Rewrites the prompt if that is to be done, else lets the run fail as the provider said.
   *
   * @param handed the state in which the provider rejected it
   * @param stage of the failure
   */
  NextStep rewriteOrFail(
      Step step, RunState.Handed handed, ProviderResult.Rejected rejected, RunState.Stage stage)
      throws InterruptedException {
    List<String> notes = List.of();
    if (wanted(step, rejected)) {
      Optional<NextStep> again = rewrite(step, handed, rejected);
      if (again.isPresent()) {
        return again.get();
      }
      notes = List.of("`auto_fix` had no effect: no other wording of the prompt could be had");
    }
    var failure = new RunState.Failure(rejected.code(), rejected.message(), stage);
    step.calls().keep();
    finish.finish(step.run(), handed.fail(failure), notes);
    return NextStep.done();
  }

  private boolean wanted(Step step, ProviderResult.Rejected rejected) {
    return rejected.code() == FailureCode.CONTENT_BLOCKED
        && rewriter.isPresent()
        && step.provider().terms().rewritesBlocked()
        && step.run().rewrittenPrompt().isEmpty()
        && Json.tree(step.run().order().input()).path("auto_fix").asBoolean(false);
  }

  private Optional<NextStep> rewrite(
      Step step, RunState.Handed handed, ProviderResult.Rejected rejected)
      throws InterruptedException {
    String prompt = Json.tree(step.run().order().input()).path("prompt").asString("");
    return rewriter
        .orElseThrow()
        .rewrite(prompt, rejected.message(), step.calls())
        .filter(Json::storable)
        .flatMap(other -> sendBack(step.run(), handed, rejected, other));
  }

  private Optional<NextStep> sendBack(
      Run run, RunState.Handed handed, ProviderResult.Rejected rejected, String prompt) {
    Instant now = clock.instant();
    Run.Timeline times = run.timeline();
    Instant deadline = deadlines.queue(times.createdAt(), times.callerDeadlineAt());
    boolean held =
        db.inTx(
            tx -> {
              if (!store.rewrite(tx, run, handed, prompt, deadline)) {
                return false;
              }
              List<String> lines =
                  List.of(
                      "the prompt was rewritten once and handed over again, because "
                          + rejected.message(),
                      "the rewritten prompt: " + prompt);
              runLog.add(tx, RunLog.lines(run, LogLine.Level.INFO, lines, now));
              return true;
            });
    if (held) {
      followers.moved(run.id());
      log.info("run {} {} → queued: its prompt was rewritten", run.id(), handed.code());
    }
    return held ? Optional.of(NextStep.again(now)) : Optional.empty();
  }
}
