package runflow.videos;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.ErrorShape;

/** Refusals as {@code {"error":{"message","type","code","param"}}}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record VideoErrors(Body error) {
  private static final int MOST_TOLD = 5;

  /** What is told of a refusal. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Body(String message, String type, String code, @Nullable String param) {}

  /** How the routes of this package refuse. */
  static final ErrorShape SHAPE = ErrorShape.json(VideoErrors::of);

  /** There is one message, so it tells all that is wrong. */
  private static VideoErrors of(ErrorCode code, String message, List<FieldError> errors) {
    String told =
        errors.size() > 1
            ? errors.stream()
                .limit(MOST_TOLD)
                .map(FieldError::msg)
                .collect(Collectors.joining("; "))
            : message;
    String param =
        errors.isEmpty()
            ? null
            : errors.getFirst().loc().stream()
                .map(String::valueOf)
                .collect(Collectors.joining("."));
    return new VideoErrors(new Body(told, type(code), code(code), param));
  }

  /** What the clients of this protocol know a code by. */
  private static String code(ErrorCode code) {
    return switch (code) {
      case UNAUTHORIZED -> "invalid_api_key";
      case INSUFFICIENT_CREDIT -> "insufficient_quota";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case RUN_NOT_FOUND -> "video_not_found";
      case INTERNAL -> "server_error";
      case BAD_REQUEST,
          PERMISSION_DENIED,
          NOT_FOUND,
          MODEL_NOT_FOUND,
          ASSET_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          CONFLICT,
          PAYLOAD_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          VALIDATION_FAILED,
          MODEL_UNAVAILABLE ->
          code.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String type(ErrorCode code) {
    return switch (code.status()) {
      case 401 -> "authentication_error";
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      case 500, 503 -> "server_error";
      default -> "invalid_request_error";
    };
  }
}
