package runflow.fake;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** How a fal job ends. All end COMPLETED; the result tells them apart. */
public enum FalEnding {
  /** 200 with a video. */
  VIDEO(200),
  /** 200 with no video in it. */
  NO_VIDEO(200),
  /** The model's 422 with type {@code content_policy_violation}. */
  POLICY(422),
  /** The model's 422 with type {@code missing}: its own check of the input. */
  INVALID_INPUT(422),
  /** The platform's 504. */
  REQUEST_TIMEOUT(504),
  /** The platform's 504. */
  STARTUP_TIMEOUT(504),
  /** The platform's 503. */
  RUNNER_SCHEDULING_FAILURE(503),
  /** The platform's 503. */
  RUNNER_CONNECTION_ERROR(503),
  /** The platform's 503. */
  RUNNER_DISCONNECTED(503),
  /** The platform's 502. */
  RUNNER_INCOMPLETE_RESPONSE(502),
  /** The platform's 500. */
  RUNNER_SERVER_ERROR(500),
  /** The platform's 499, which is also what follows a cancellation. */
  CLIENT_CANCELLED(499),
  /** The platform's 400. */
  BAD_REQUEST(400),
  /** The platform's 500. */
  INTERNAL_ERROR(500);

  private final int status;

  FalEnding(int status) {
    this.status = status;
  }

  boolean isOk() {
    return status == 200;
  }

  /** The result call's answer, unless it is a video. */
  Reply reply() {
    Reply reply = Reply.json(status, body());
    return this == POLICY || this == INVALID_INPUT
        ? reply.with("X-Fal-Retryable", "false")
        : reply.with("X-Fal-Error-Type", errorType());
  }

  private String errorType() {
    return name().toLowerCase(Locale.ROOT);
  }

  ObjectNode body() {
    return switch (this) {
      case VIDEO, NO_VIDEO -> Json.object();
      case POLICY ->
          detail(
              "prompt",
              "The content could not be processed because it was flagged by a content checker.",
              "content_policy_violation");
      case INVALID_INPUT -> detail("prompt", "Field required", "missing");
      case REQUEST_TIMEOUT,
          STARTUP_TIMEOUT,
          RUNNER_SCHEDULING_FAILURE,
          RUNNER_CONNECTION_ERROR,
          RUNNER_DISCONNECTED,
          RUNNER_INCOMPLETE_RESPONSE,
          RUNNER_SERVER_ERROR,
          CLIENT_CANCELLED,
          BAD_REQUEST,
          INTERNAL_ERROR ->
          platform(errorType(), "The request failed: " + errorType().replace('_', ' '));
    };
  }

  static ObjectNode platform(String type, String message) {
    return Json.object("detail", message).put("error_type", type);
  }

  private static ObjectNode detail(String field, String message, String type) {
    ObjectNode body = Json.object();
    ObjectNode entry = body.putArray("detail").addObject();
    entry.putArray("loc").add("body").add(field);
    entry.put("msg", message).put("type", type);
    return body;
  }
}
