package runflow.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import runflow.error.FailureCode;

/** What a provider says about a job. */
public sealed interface ProviderResult {
  /** What it may say when a job is handed over. */
  sealed interface OfSubmit extends ProviderResult {}

  /** What it may say when a job is looked at. */
  sealed interface OfPoll extends ProviderResult {}

  /**
   * The job was taken.
   *
   * @param ref under which the provider knows it
   */
  record Accepted(String ref, Duration pollAfter) implements OfSubmit {}

  /**
   * The job is under way.
   *
   * @param progress in percent
   */
  record Running(OptionalInt progress, Duration pollAfter) implements OfPoll {}

  /**
   * The job is finished.
   *
   * @param nsfw what the provider's own check said; empty if nothing checked
   * @param inference how long the work itself took
   * @param notes what the provider has to say about the work, for the run's log
   */
  record Succeeded(
      List<Artifact> artifacts,
      Optional<Boolean> nsfw,
      OptionalLong seed,
      Optional<Duration> inference,
      List<String> notes)
      implements OfSubmit, OfPoll {
    public Succeeded {
      artifacts = List.copyOf(artifacts);
      notes = List.copyOf(notes);
    }
  }

  /** The job failed for good and is not billed. */
  record Rejected(FailureCode code, String message) implements OfSubmit, OfPoll {}

  /**
   * The provider could not answer, or did not take the job and may take it later.
   *
   * @param after how long to leave it alone
   */
  record Retryable(Duration after, String reason) implements OfSubmit, OfPoll {}

  /**
   * The provider did not take the job and takes none until its operator does something: a wrong
   * key, no credit left, a model that is no longer there.
   */
  record Unusable(String reason) implements OfSubmit {}

  /** What became of the job cannot be known any more. */
  record Lost(String reason) implements OfSubmit, OfPoll {}
}
