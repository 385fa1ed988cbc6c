package runflow.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One call that was made to a provider, for the events of its run. Holds no secret and no content.
 *
 * @param method of HTTP
 * @param path without its query
 * @param status of the answer; empty if there was none
 * @param took until the answer was read, or its body began to flow
 * @param requestId what the provider calls the call, from its answer's headers
 * @param cost what the provider says that it charges, as it says it
 * @param trouble why there was no answer; empty if there was one
 */
public record ProviderCall(
    Purpose purpose,
    String method,
    String path,
    OptionalInt status,
    Duration took,
    Optional<String> requestId,
    Optional<String> cost,
    Optional<String> trouble) {

  /** What a call is for. */
  public enum Purpose {
    /** Hands a job over. */
    SUBMIT,
    /** Looks at a job. */
    POLL,
    /** Reads the result of a finished job. */
    RESULT,
    /** Fetches a finished file. */
    DOWNLOAD,
    /** Stops a job. */
    CANCEL,
    /** Has a blocked prompt rewritten. */
    REWRITE,
    /** Finds out whether the credentials are good. */
    CHECK
  }
}
