package runflow.provider.videos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/**
 * A job as {@code GET /videos/{id}} tells it, whatever the status of HTTP: some servers answer for
 * a failed job with 500 and the job as the body.
 */
record VideoJob(JsonNode json) {
  private static final Set<String> BLOCKED =
      Set.of("content_policy_violation", "content_blocked", "content_filter", "moderation_blocked");

  /** What the word for its state means. */
  enum State {
    OPEN,
    COMPLETED,
    FAILED,
    GONE,
    /** A word that no known server uses. */
    UNKNOWN
  }

  /** The job in an answer; empty if there is none. */
  static Optional<VideoJob> in(Answer.Http answer) {
    return answer.json().map(VideoJob::new).filter(job -> job.json.path("status").isString());
  }

  State state() {
    return switch (json.path("status").stringValue().toLowerCase(Locale.ROOT)) {
      case "queued", "pending", "in_progress", "processing", "running", "cancelling" -> State.OPEN;
      case "completed", "succeeded" -> State.COMPLETED;
      case "failed" -> State.FAILED;
      case "deleted", "cancelled", "canceled", "expired" -> State.GONE;
      default -> State.UNKNOWN;
    };
  }

  /** Why it failed; the code is a text, a number or missing, and the error may be a text alone. */
  ProviderResult.Rejected failure(String provider) {
    JsonNode error = json.path("error");
    JsonNode code = error.path("code");
    String words =
        Said.shown(error.isString() ? error.stringValue() : error.path("message").asString(""));
    boolean blocked = BLOCKED.contains(code.asString("").toLowerCase(Locale.ROOT));
    boolean broken = code.isInt() && code.intValue() >= 500;
    return new ProviderResult.Rejected(
        blocked
            ? FailureCode.CONTENT_BLOCKED
            : broken ? FailureCode.PROVIDER_UNAVAILABLE : FailureCode.PROVIDER_REJECTED,
        "provider `%s` %s%s"
            .formatted(
                provider,
                blocked ? "blocked the content" : "failed the job",
                words.isEmpty() ? " and gave no reason" : ": " + words));
  }

  /** How long the work took, where the server says it. */
  Optional<Duration> inference() {
    JsonNode seconds = json.path("inference_time_s");
    return Optional.of(seconds)
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .filter(number -> number.signum() >= 0)
        .filter(number -> number.compareTo(BigDecimal.valueOf(86_400)) <= 0)
        .map(number -> Duration.ofMillis(number.movePointRight(3).longValue()));
  }
}
