package runflow.provider;

import java.time.Duration;

/**
 * What holds for every job at a provider.
 *
 * @param executionTime how long a job may take from its dispatch on; then the run fails
 * @param submitsOnce whether a job may be handed over again for the same run without making a
 *     second one; no provider outside this process promises that
 * @param cancelsForFree whether a cancelled job is never billed
 * @param rewritesBlocked whether a prompt that was blocked may be rewritten here and handed over
 *     once more, where the input asks for {@code auto_fix}; false where the provider does that by
 *     itself or where it would be no use
 */
public record Terms(
    Duration executionTime, boolean submitsOnce, boolean cancelsForFree, boolean rewritesBlocked) {

  /** Those of a provider that promises nothing. */
  public static Terms within(Duration executionTime) {
    return new Terms(executionTime, false, false, false);
  }

  /** The same where a second submission makes no second job. */
  public Terms submittingOnce() {
    return new Terms(executionTime, true, cancelsForFree, rewritesBlocked);
  }

  /** The same with cancellations that are free, or are not. */
  public Terms cancellingForFree(boolean free) {
    return new Terms(executionTime, submitsOnce, free, rewritesBlocked);
  }

  /** The same with rewritten prompts, or without. */
  public Terms rewritingBlocked(boolean rewrites) {
    return new Terms(executionTime, submitsOnce, cancelsForFree, rewrites);
  }
}
