package runflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runflow.fake.Fault;
import runflow.fake.Where;

/** The fault table in the words of the documentation. */
final class FaultWords {
  private static final String HEAD =
      """
      | What the provider does | to a submission | to a look at a job | to a look at the result (fal) | to the download |
      |---|---|---|---|---|
      """;

  private final FaultTable table;

  FaultWords(FaultTable table) {
    this.table = table;
  }

  /** A table of Markdown, then the exceptions as a list. */
  String markdown() {
    String rows =
        table.faults().stream()
            .filter(fault -> fault != Fault.NONE)
            .map(this::row)
            .collect(Collectors.joining("\n", "", "\n"));
    String exceptions =
        table.exceptions().stream()
            .map(
                own ->
                    "- %s %s: %s. %s."
                        .formatted(own.who(), did(own.fault()), words(own.outcome()), own.why()))
            .collect(Collectors.joining("\n", "\nExceptions at a look at a job:\n\n", "\n"));
    return HEAD + rows + exceptions;
  }

  private String row(Fault fault) {
    return Stream.of(Where.SUBMIT, Where.POLL, Where.RESULT, Where.DOWNLOAD)
        .map(where -> words(table.outcome(fault, where)))
        .collect(Collectors.joining(" | ", "| " + did(fault) + " | ", " |"));
  }

  private static String did(Fault fault) {
    return switch (fault) {
      case NONE -> "nothing wrong";
      case SLOW -> "does not answer in time, once";
      case TOO_MANY_REQUESTS -> "429, once";
      case TOO_MANY_REQUESTS_WITH_RETRY_AFTER -> "429 with `Retry-After: 7`, once";
      case INTERNAL_ERROR_ONCE -> "500, once";
      case UNAVAILABLE_ONCE -> "503, once";
      case DROP_BEFORE_BODY -> "closes the connection before it reads";
      case DROP_AFTER_BODY -> "closes the connection without an answer";
      case MALFORMED_JSON -> "answers with half a JSON text";
      case TRUNCATED_MP4 -> "sends a file that is cut short";
      case SHORT_DOWNLOAD -> "sends less than it announced";
      case WRONG_CONTENT_TYPE -> "answers 200 with a web page";
      case ENDLESS_BODY -> "answers without end";
      case REDIRECT_TO_PRIVATE -> "redirects to an address that is not its own";
      case NEVER_ENDS -> "says for ever that the job is running";
      case RESULT_EXPIRED -> "no longer knows the job or the file";
      case MODERATED_AFTER_RENDER -> "withholds the finished video by its filter";
      case UNKNOWN_STATE -> "names a state that nobody documents";
      case UNAUTHORIZED -> "refuses the credentials";
      case MODEL_RETIRED -> "404: the model is no longer available";
    };
  }

  /** An outcome in words. */
  private static String words(String outcome) {
    if (outcome.equals("-")) {
      return "–";
    }
    List<String> steps = List.of(outcome.split(", ", -1));
    String end = steps.getLast();
    return switch (end.split(" ", -1)[0]) {
      case "SUCCEEDED" -> detour(steps).map(words -> words + ", succeeds").orElse("succeeds");
      case "STILL_RUNNING" ->
          steps.contains("FILE_RETRY")
              ? "fetched again every 5 s until `STORAGE_FAILED`"
              : "asked again%s until `DEADLINE_EXCEEDED`"
                  .formatted(steps.size() == 1 ? "" : " every " + seconds(steps.getFirst()));
      case "RETRY_SUBMIT" ->
          "goes to the next route, or is sent again after %s".formatted(seconds(end));
      case "LOST" -> "fails `PROVIDER_LOST`";
      case "REJECTED" -> "fails `%s`".formatted(end.split(" ", -1)[1]);
      case "UNUSABLE_PROVIDER" -> "goes to the next route, or fails `PROVIDER_UNAVAILABLE`";
      case "FILE_UNUSABLE" -> "fails `PROVIDER_NO_OUTPUT`";
      default -> throw new IllegalArgumentException(outcome);
    };
  }

  private static Optional<String> detour(List<String> steps) {
    return steps.size() == 1
        ? Optional.empty()
        : Optional.of(
            steps.getFirst().equals("FILE_RETRY")
                ? "fetched again after 5 s"
                : "asked again after " + seconds(steps.getFirst()));
  }

  /** {@code AGAIN 30s} as {@code 30 s}. */
  private static String seconds(String step) {
    return step.replaceFirst(".* ", "").replace("s", " s");
  }
}
