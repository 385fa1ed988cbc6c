package runflow.provider;

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

  /** What holds for every job here. */
  Terms terms();

  /** What the runs of one account share places in: a name, the model's unless there is reason. */
  default String lane(ProviderRequest request) {
    return request.model();
  }

  /**
   * How many runs of one account may be in a lane at a time, while the others wait for a place;
   * empty leaves it to what the operator has set for hosted providers.
   */
  default OptionalInt places(String lane) {
    return OptionalInt.empty();
  }

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
   * the server look at the job sooner. A provider that sends none sent none.
   */
  default boolean sent(WebhookMessage message) throws InterruptedException {
    return false;
  }
}
