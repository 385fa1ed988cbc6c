package runflow.provider;

import java.util.Optional;

/** Rewrites prompts that a provider blocked. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface Rewriter {
  /**
   * Rewrites a prompt so that it passes.
   *
   * @param reason why it was blocked, in words
   * @return another prompt; empty if none could be had
   */
  Optional<String> rewrite(String prompt, String reason, CallLog calls) throws InterruptedException;
}
