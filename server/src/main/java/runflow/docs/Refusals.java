package runflow.docs;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.ErrorShape;
import runflow.http.Route;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The refusals of operations, one response for each status with the codes that it may have. What
 * follows from a route's key, limit and body is not said in its description.
 */
final class Refusals {
  private final ObjectNode sentences;
  private final ObjectNode components = Json.object();

  /**
   * Refusals in words.
   *
   * @param sentences what each code means
   */
  Refusals(ObjectNode sentences) {
    this.sentences = sentences;
  }

  /** The responses that were referred to. */
  ObjectNode components() {
    return components;
  }

  /** Adds to an operation's responses those that refuse, where it does not describe its own. */
  void add(ObjectNode operation, Route route) {
    ObjectNode responses = (ObjectNode) operation.required("responses");
    Map<Integer, Set<ErrorCode>> byStatus = new TreeMap<>();
    for (ErrorCode code : codes(operation, route)) {
      byStatus.computeIfAbsent(code.status(), status -> EnumSet.noneOf(ErrorCode.class)).add(code);
    }
    byStatus.forEach(
        (status, codes) -> {
          if (!responses.has(status.toString())) {
            responses
                .putObject(status.toString())
                .put("$ref", "#/components/responses/" + component(codes, route.errors()));
          }
        });
  }

  private static Set<ErrorCode> codes(ObjectNode operation, Route route) {
    Set<ErrorCode> codes =
        EnumSet.of(ErrorCode.BAD_REQUEST, ErrorCode.INTERNAL, ErrorCode.MODEL_UNAVAILABLE);
    JsonNode own = operation.remove("x-errors");
    if (own != null) {
      own.forEach(code -> codes.add(ErrorCode.valueOf(code.stringValue())));
    }
    if (!(route.access() instanceof Access.Open)) {
      // Any key may be sent with an organisation that is not its own, and what reads one run is
      // refused elsewhere.
      codes.addAll(
          List.of(ErrorCode.UNAUTHORIZED, ErrorCode.PERMISSION_DENIED, ErrorCode.NOT_FOUND));
    }
    if (route.rateLimited()) {
      codes.add(ErrorCode.RATE_LIMITED);
    }
    if (operation.has("requestBody")) {
      codes.addAll(List.of(ErrorCode.PAYLOAD_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }
    return codes;
  }

  private String component(Collection<ErrorCode> codes, ErrorShape shape) {
    boolean envelope = shape.equals(ErrorShape.ENVELOPE);
    String name =
        Stream.concat(
                envelope ? Stream.empty() : Stream.of("Video"),
                codes.stream().sorted(Comparator.naturalOrder()).map(Refusals::camelCase))
            .collect(Collectors.joining());
    if (!components.has(name)) {
      components.set(name, envelope ? enveloped(codes) : response(codes, "VideoError"));
    }
    return name;
  }

  private ObjectNode enveloped(Collection<ErrorCode> codes) {
    ObjectNode response = response(codes, "Error");
    ObjectNode schema = (ObjectNode) response.at("/content/application~1json/schema");
    JsonNode any = schema.deepCopy();
    schema.removeAll();
    ArrayNode all = schema.putArray("allOf").add(any);
    ArrayNode known =
        all.addObject()
            .put("type", "object")
            .putObject("properties")
            .putObject("code")
            .putArray("enum");
    codes.forEach(code -> known.add(code.name()));
    return response;
  }

  private ObjectNode response(Collection<ErrorCode> codes, String schema) {
    String description =
        codes.stream()
            .map(code -> "`%s`: %s.".formatted(code, sentences.path(code.name()).stringValue()))
            .collect(Collectors.joining(" "));
    ObjectNode response = Json.object().put("description", description);
    ObjectNode headers = response.putObject("headers");
    for (ErrorCode code : codes) {
      if (code == ErrorCode.RATE_LIMITED || code == ErrorCode.MODEL_UNAVAILABLE) {
        header(headers, "Retry-After", "RetryAfter");
      }
      if (code == ErrorCode.UNAUTHORIZED) {
        header(headers, "WWW-Authenticate", "Authenticate");
      }
      if (code == ErrorCode.RATE_LIMITED) {
        Operations.rateLimit(headers);
      }
    }
    response.put("x-json", schema);
    Answers.complete(response);
    return response;
  }

  static void header(ObjectNode headers, String name, String component) {
    headers.putObject(name).put("$ref", "#/components/headers/" + component);
  }

  private static String camelCase(ErrorCode code) {
    return Stream.of(code.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
