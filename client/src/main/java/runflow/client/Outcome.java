package runflow.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How one attempt at a request ended. */
sealed interface Outcome {

  /** The server answered, whatever the status. */
  record Answered(int status, HttpHeaders headers, byte[] body) implements Outcome {
    boolean succeeded() {
      return status >= 200 && status < 300;
    }

    /** What {@code Retry-After} asks for, where it is given in seconds. */
    Optional<Duration> retryAfter() {
      return headers
          .firstValue("Retry-After")
          .filter(text -> text.matches("[0-9]{1,6}"))
          .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    /** The body as an error envelope; a made-up one where some proxy answered with a page. */
    ApiError error() {
      try {
        JsonNode tree = ClientJson.MAPPER.readTree(body);
        if (tree.path("code").isString() && tree.path("message").isString()) {
          return ClientJson.MAPPER.treeToValue(tree, ApiError.class);
        }
      } catch (JacksonException e) {
        return foreign();
      }
      return foreign();
    }

    private ApiError foreign() {
      return new ApiError(
          "UNEXPECTED_ANSWER",
          "the answer does not come from a Runflow server: check the base URL",
          List.of());
    }

    RequestRefusedException refusal() {
      return new RequestRefusedException(status, error(), headers.firstValue("Runflow-Request-Id"));
    }
  }

  /**
   * No answer came.
   *
   * @param connected false when the server was never reached
   */
  record Lost(String why, boolean connected, Exception cause) implements Outcome {
    NoAnswerException failure() {
      return new NoAnswerException(why, connected, cause);
    }
  }
}
