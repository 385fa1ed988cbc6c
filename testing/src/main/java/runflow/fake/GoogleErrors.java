package runflow.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shape of an error at Google's APIs. */
final class GoogleErrors {
  private static final Map<Integer, String> NAMES =
      Map.of(
          400, "INVALID_ARGUMENT",
          401, "UNAUTHENTICATED",
          402, "FAILED_PRECONDITION",
          403, "PERMISSION_DENIED",
          404, "NOT_FOUND",
          413, "INVALID_ARGUMENT",
          429, "RESOURCE_EXHAUSTED",
          500, "INTERNAL",
          503, "UNAVAILABLE",
          504, "DEADLINE_EXCEEDED");

  private GoogleErrors() {}

  static Reply of(int status, String message) {
    var body = Json.object();
    body.putObject("error")
        .put("code", status)
        .put("message", message)
        .put("status", NAMES.getOrDefault(status, "UNKNOWN"));
    return Reply.json(status, body);
  }

  /** As {@link #of}, but refused credentials are 403: the APIs that take a key have no 401. */
  static Reply ofKeyed(int status, String message) {
    return of(status == 401 ? 403 : status, message);
  }

  /** Refuses a request without the key, or with another: a wrong one is an invalid argument. */
  static Optional<Reply> guard(Recorded request, String key) {
    Optional<String> given = request.header("x-goog-api-key");
    if (given.isEmpty()) {
      return Optional.of(of(403, "Method doesn't allow unregistered callers: send an API key."));
    }
    return given.get().equals(key)
        ? Optional.empty()
        : Optional.of(of(400, "API key not valid. Please pass a valid API key."));
  }

  /** Throws what the API answers to a body with these problems, if there are any. */
  static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new Refused(of(400, String.join("; ", problems)));
    }
  }
}
