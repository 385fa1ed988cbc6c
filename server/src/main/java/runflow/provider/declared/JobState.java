package runflow.provider.declared;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import runflow.error.FailureCode;

/** What a provider's word for the state of a job means. */
sealed interface JobState {
  /** The words of a file, beside the failure codes. */
  List<String> WORDS = List.of("queued", "running", "succeeded", "failed", "canceled");

  /** Queued or running. */
  record Open() implements JobState {}

  record Succeeded() implements JobState {}

  /**
   * Failed for good.
   *
   * @param code unless an error rule knows better
   */
  record Failed(FailureCode code) implements JobState {}

  record Canceled() implements JobState {}

  /** Reads a word of a file; empty if it is none. */
  static Optional<JobState> parse(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "queued", "running" -> Optional.of(new Open());
      case "succeeded" -> Optional.of(new Succeeded());
      case "failed" -> Optional.of(new Failed(FailureCode.PROVIDER_REJECTED));
      case "canceled" -> Optional.of(new Canceled());
      default -> code(word).map(Failed::new);
    };
  }

  /** A failure code that a file may name. */
  static Optional<FailureCode> code(String word) {
    return Stream.of(FailureCode.values()).filter(code -> code.name().equals(word)).findFirst();
  }
}
