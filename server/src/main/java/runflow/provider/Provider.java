package runflow.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.error.FieldError;

/**
 * Something that makes videos from a model's input. Implementations are safe for use by many
 * threads, bound every call in time and never throw for trouble at the provider: that is a {@link
 * ProviderResult}.
 */
public interface Provider {
  /** The name that the run record shows, e.g. {@code sandbox}. */
  String name();

  /**
   * What about a request this provider cannot honour; empty if it can take it. Called when the run
   * is created, without its pictures, and again with them before the run is handed over.
   */
  List<FieldError> check(ProviderRequest request);

  /**
   * What of a request has no effect here, one sentence for each; it is accepted all the same and
   * told in the run's log.
   */
  List<String> ignored(ProviderRequest request);

  /**
   * Whether a prompt that this provider blocked may be rewritten here and handed over once more,
   * where the input asks for {@code auto_fix}. False where the provider does that by itself or
   * where it would be no use.
   */
  boolean rewritesBlocked();

  /**
   * Whether {@link #submit} may be called again for the same run without making a second job. No
   * provider outside this process promises that.
   */
  boolean submitsOnce();

  /** What the runs of one account share places in: a name, the model's unless there is reason. */
  String lane(ProviderRequest request);

  /**
   * How many runs of one account may be in a lane at a time, while the others wait for a place;
   * empty leaves it to what the operator has set for hosted providers.
   */
  OptionalInt places(String lane);

  /** How long a job may take from its dispatch on; then the run fails. */
  Duration executionTime();

  /** Whether a cancelled job is never billed. */
  boolean cancelsForFree();

  /** Hands a job over. */
  ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls)
      throws InterruptedException;

  /** Looks at a job that was accepted under {@code ref}. */
  ProviderResult.OfPoll poll(String ref, CallLog calls) throws InterruptedException;

  /**
   * Asks for a job to be stopped.
   *
   * @return whether the provider confirmed that it stopped and will not be billed
   */
  boolean cancel(String ref, CallLog calls) throws InterruptedException;

  /**
   * Finds out, by a call that is free, whether the credentials are good.
   *
   * @return what is wrong with them, in words; empty if nothing
   */
  Optional<String> verify(CallLog calls) throws InterruptedException;

  /**
   * Whether this provider did send a message. What the message says is never trusted: it only makes
   * the server look at the job sooner.
   */
  boolean sent(WebhookMessage message) throws InterruptedException;
}
