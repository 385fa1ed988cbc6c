package runflow.provider.google;

import java.util.List;
import java.util.Optional;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;
import runflow.provider.http.Answer;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;

/**
 * Google's error object, {@code {"code", "message", …}}, with the numbers of {@code google.rpc}.
 */
final class RpcError {
  private RpcError() {}

  /** The failure of a job that ended with an error. */
  static ProviderResult.Rejected failed(String provider, JsonNode error) {
    int number = error.path("code").asInt(2);
    String words = error.path("message").asString("");
    FailureCode code = code(number);
    if (code == FailureCode.PROVIDER_REJECTED && Blocked.isMeantBy(words)) {
      return Blocked.by(provider, List.of(words));
    }
    String said = Said.shown(words);
    return new ProviderResult.Rejected(
        code,
        "provider `%s` ended the job with error %d%s"
            .formatted(provider, number, said.isEmpty() ? "" : ": " + said));
  }

  private static FailureCode code(int number) {
    return switch (number) {
      case 4 -> FailureCode.PROVIDER_TIMEOUT;
      case 8 -> FailureCode.PROVIDER_RATE_LIMITED;
      case 13, 14 -> FailureCode.PROVIDER_UNAVAILABLE;
      default -> FailureCode.PROVIDER_REJECTED;
    };
  }

  /** What a refusal of a submission says beyond its status; empty leaves it to the status. */
  static Optional<ProviderResult.OfSubmit> refused(String provider, Answer.Http answer) {
    if (answer.status() != 400) {
      return Optional.empty();
    }
    String words = Said.by(answer).orElse("");
    if (Blocked.isMeantBy(words)) {
      return Optional.of(Blocked.by(provider, List.of(words)));
    }
    boolean badKey =
        answer.json().stream()
            .flatMap(json -> json.at("/error/details").valueStream())
            .anyMatch(detail -> detail.path("reason").asString("").equals("API_KEY_INVALID"));
    return badKey
        ? Optional.of(
            new ProviderResult.Unusable(
                "provider `%s` refused the API key: check it".formatted(provider)))
        : Optional.empty();
  }
}
