package runflow.console;

import java.util.Arrays;
import runflow.error.FailureCode;

/**
 * Why a run failed and what can be done about it, in words.
 *
 * @param title what happened
 * @param cause what that means
 * @param next what to do
 */
public record FailureAdvice(String title, String cause, String next) {

  /** Of a {@code failure_code}; one that this release does not know reads as a fault of ours. */
  static FailureAdvice of(String code) {
    return Arrays.stream(FailureCode.values())
        .filter(known -> known.name().equals(code))
        .findFirst()
        .map(FailureAdvice::of)
        .orElseGet(() -> of(FailureCode.INTERNAL));
  }

  static FailureAdvice of(FailureCode code) {
    return switch (code) {
      case INPUT_VALIDATION_FAILED ->
          new FailureAdvice(
              "The provider does not take this input",
              "It passed the model's schema, but the provider that got the run found a value that it does not support.",
              "Read the message below, change that field and run it again.");
      case INPUT_FETCH_FAILED ->
          new FailureAdvice(
              "A picture could not be fetched",
              "The address in the input did not answer in time, did not answer with a picture, or leads to a place that this server may not ask.",
              "Open the address yourself without signing in anywhere. If it works there, upload the file in the playground and run with the upload.");
      case CONTENT_BLOCKED ->
          new FailureAdvice(
              "The provider refused the content",
              "Its rules about people, brands, violence or similar matched the prompt or a picture.",
              "Word the prompt differently or take another picture. `auto_fix` lets the server word it anew once, where a rewriter is set up.");
      case PROVIDER_REJECTED ->
          new FailureAdvice(
              "The provider refused the request",
              "It answered that it cannot run this: a wrong credential, a model that the account may not use, or a parameter that it has dropped.",
              "Look at the provider's calls in the timeline. Whoever runs this server should test the provider under Settings.");
      case PROVIDER_RATE_LIMITED ->
          new FailureAdvice(
              "The provider's quota is used up",
              "It kept answering that there are too many requests for this account.",
              "Run it again later, or ask whoever runs this server for a higher quota or for a second provider.");
      case PROVIDER_UNAVAILABLE ->
          new FailureAdvice(
              "The provider is down",
              "It did not answer, or answered with faults of its own, each time it was asked.",
              "Run it again in some minutes. Settings shows whether the provider is resting.");
      case PROVIDER_TIMEOUT ->
          new FailureAdvice(
              "The provider took too long",
              "It accepted the run and did not finish it in the time that it has for one.",
              "Run it again; a shorter duration or a lower resolution is faster.");
      case PROVIDER_LOST ->
          new FailureAdvice(
              "The provider lost track of the run",
              "It may have accepted it, but what became of it can no longer be found out. It was not sent twice, so nothing can be billed twice.",
              "Run it again. Nothing was charged here.");
      case PROVIDER_NO_OUTPUT ->
          new FailureAdvice(
              "The provider made no video",
              "It says that it has finished, and there was no file in its answer, or one that is no video.",
              "Run it again. If it happens again with the same prompt, word it differently.");
      case STORAGE_FAILED ->
          new FailureAdvice(
              "The video could not be stored",
              "It was made, but the disk or the bucket of this server did not take it.",
              "Whoever runs this server should look at its storage: space, rights, address. Then run it again.");
      case DEADLINE_EXCEEDED ->
          new FailureAdvice(
              "The deadline has passed",
              "The run waited or worked longer than it may: its `deadline_seconds`, 24 hours in the queue, or the time of its provider.",
              "Run it again with a longer deadline or at a quieter time. The timeline shows where the time went.");
      case INTERNAL ->
          new FailureAdvice(
              "A fault of this server",
              "Something broke that is neither the input's nor the provider's doing.",
              "Run it again. If it fails again, give the request id on this page to whoever runs the server: the log has it.");
    };
  }
}
