package runflow.outbound;

import java.time.Duration;

/** How a POST to a named place ended. Trouble is a value: every end is recorded and shown. */
public sealed interface PostResult {
  /** From the call to its end. */
  Duration took();

  /**
   * A status line arrived, whatever it says; a redirect is not followed.
   *
   * @param bodyExcerpt the first {@value GuardedClient#EXCERPT_BYTES} bytes at most, read as UTF-8
   *     with replacement characters; what had arrived when the time was over
   */
  record Answered(int status, String bodyExcerpt, Duration took) implements PostResult {}

  /**
   * No status line arrived.
   *
   * @param message one sentence without internals, fit for the owner of the URL
   */
  record NoAnswer(Trouble kind, String message, Duration took) implements PostResult {}
}
