package runflow.provider.google;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import runflow.error.FailureCode;
import runflow.provider.Artifact;
import runflow.provider.ProviderResult;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/** An interaction as the Interactions API shows it. */
record Interaction(String provider, JsonNode json, Duration pollAfter) {
  /** Fields of an answer that may hold a video as base64. */
  static final Set<String> FILE_FIELDS = Set.of("data");

  /**
   * What its state means; one that is not known is under way until the run's deadline.
   *
   * @param content finds the file behind one video of the answer
   */
  ProviderResult.OfPoll state(Function<JsonNode, Optional<Artifact.Content>> content) {
    return switch (json.path("status").asString("")) {
      case "completed" -> completed(content);
      case "failed" -> failed();
      case "cancelled" ->
          rejected(FailureCode.PROVIDER_REJECTED, "the job was cancelled there by somebody else");
      case "incomplete" -> rejected(FailureCode.PROVIDER_NO_OUTPUT, "the job ended incomplete");
      case "budget_exceeded" ->
          rejected(FailureCode.PROVIDER_UNAVAILABLE, "the account's budget there is used up");
      case "requires_action" ->
          rejected(FailureCode.PROVIDER_REJECTED, "the job asks for something instead of a video");
      default -> new ProviderResult.Running(OptionalInt.empty(), pollAfter);
    };
  }

  private ProviderResult.OfPoll completed(Function<JsonNode, Optional<Artifact.Content>> content) {
    return videos().stream()
        .flatMap(video -> content.apply(video).stream())
        .findFirst()
        .<ProviderResult.OfPoll>map(
            file ->
                new ProviderResult.Succeeded(
                    List.of(new Artifact(file, Optional.empty(), Optional.empty())),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    List.of()))
        .orElseGet(
            () -> rejected(FailureCode.PROVIDER_NO_OUTPUT, "the job finished without a video"));
  }

  private List<JsonNode> videos() {
    List<JsonNode> videos = new ArrayList<>();
    for (JsonNode step : json.path("steps")) {
      if (step.path("type").asString("").equals("model_output")) {
        for (JsonNode item : step.path("content")) {
          if (item.path("type").asString("").equals("video")) {
            videos.add(item);
          }
        }
      }
    }
    videos.add(json.path("output_video"));
    return videos;
  }

  private ProviderResult.OfPoll failed() {
    JsonNode error = json.path("errors").path(0);
    String code = error.path("code").asString("").toLowerCase(Locale.ROOT);
    String words = error.path("message").asString("");
    if (code.contains("block") || code.contains("safety") || Blocked.isMeantBy(words)) {
      return Blocked.by(provider, List.of(words));
    }
    String said = Said.shown(words.isEmpty() ? code : words);
    return rejected(code(code), "the job failed" + (said.isEmpty() ? "" : ": " + said));
  }

  private static FailureCode code(String code) {
    return switch (code) {
      case "deadline_exceeded", "timeout" -> FailureCode.PROVIDER_TIMEOUT;
      case "resource_exhausted", "rate_limit_exceeded" -> FailureCode.PROVIDER_RATE_LIMITED;
      case "internal", "internal_error", "unavailable" -> FailureCode.PROVIDER_UNAVAILABLE;
      default -> FailureCode.PROVIDER_REJECTED;
    };
  }

  private ProviderResult.Rejected rejected(FailureCode code, String words) {
    return new ProviderResult.Rejected(code, "provider `%s`: %s".formatted(provider, words));
  }
}
