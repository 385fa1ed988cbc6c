package runflow.fake;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what requests carry. */
final class Bodies {
  private Bodies() {}

  /** The body as a JSON object; refused with 400 or 415 if it is not one or is not called JSON. */
  static JsonNode json(Recorded request, Protocol.Errors errors) {
    String type = request.header("Content-Type").orElse("none").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/json")) {
      throw new Refused(errors.of(415, "Content-Type must be application/json, but was " + type));
    }
    try {
      JsonNode body = request.json();
      if (body.isObject()) {
        return body;
      }
      throw new Refused(errors.of(400, "the body must be a JSON object, but was " + body));
    } catch (JacksonException e) {
      throw new Refused(errors.of(400, "the body is not JSON: " + e.getOriginalMessage()));
    }
  }

  /** The value of a query parameter, decoded. */
  static Optional<String> query(Recorded request, String name) {
    for (String pair : request.query().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return Optional.of(
            java.net.URLDecoder.decode(
                pair.substring(equals + 1), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** Refuses a request whose Authorization is missing or not this one. */
  static Optional<Reply> guard(Recorded request, String expected, Protocol.Errors errors) {
    Optional<String> given = request.header("Authorization");
    if (given.isEmpty()) {
      return Optional.of(errors.of(401, "Authorization is missing"));
    }
    return given.get().equals(expected)
        ? Optional.empty()
        : Optional.of(errors.of(401, "the credentials in Authorization are not valid"));
  }
}
