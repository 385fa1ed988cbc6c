package runflow.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.http.Access;
import runflow.http.Route;
import runflow.http.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds to the description of an operation what its route says of it. */
final class Operations {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
  private static final String[] OF_LISTS = {
    "Limit", "PageCursor", "FromPrev", "Filter", "SortBy", "Fields"
  };

  private final Refusals refusals;

  Operations(Refusals refusals) {
    this.refusals = refusals;
  }

  /**
   * Completes a description in place.
   *
   * @param path the path as the document has it, with the names of its parts
   */
  void complete(ObjectNode operation, Route route, String path) {
    ObjectNode responses = (ObjectNode) operation.required("responses");
    ArrayNode parameters = operation.withArray("/parameters");
    parts(parameters, path);
    if (responses.valueStream().anyMatch(Answers::isPage)) {
      for (String name : OF_LISTS) {
        refer(parameters, name);
      }
    }
    refer(parameters, "RequestId");
    security(operation, parameters, route.access());
    for (JsonNode response : responses) {
      Answers.complete((ObjectNode) response);
      if (route.rateLimited()) {
        rateLimit((ObjectNode) response.required("headers"));
      }
    }
    refusals.add(operation, route);
  }

  /** The headers of a route whose requests are counted. */
  static void rateLimit(ObjectNode headers) {
    Refusals.header(headers, "RateLimit-Limit", "RateLimitLimit");
    Refusals.header(headers, "RateLimit-Remaining", "RateLimitRemaining");
    Refusals.header(headers, "RateLimit-Reset", "RateLimitReset");
  }

  private static void parts(ArrayNode parameters, String path) {
    Matcher parts = PART.matcher(path);
    while (parts.find()) {
      String name = parts.group(1);
      if (parameters.valueStream().anyMatch(own -> own.path("name").asString("").equals(name))) {
        continue;
      }
      ObjectNode schema =
          parameters
              .addObject()
              .put("name", name)
              .put("in", "path")
              .put("required", true)
              .putObject("schema")
              .put("type", "string");
      if (name.endsWith("_id") && !name.equals("video_id")) {
        schema.put("format", "uuid");
      }
    }
  }

  private static void security(ObjectNode operation, ArrayNode parameters, Access access) {
    ArrayNode security = operation.putArray("security");
    switch (access) {
      case Access.Open open -> {
        return;
      }
      case Access.AnyKey any -> {
        security.addObject().putArray("HTTPBearer");
        security.addObject().putArray("ServiceKey");
      }
      case Access.Scoped(Scope scope, boolean readTokens) -> {
        String kind = scope == Scope.ADMIN ? "ServiceKey" : "HTTPBearer";
        security.addObject().putArray(kind);
        String told = operation.path("description").asString("");
        operation.put(
            "description",
            (told + " Takes a key with the scope `%s`.".formatted(scope.code())).strip());
        if (readTokens) {
          refer(parameters, "ReadToken");
        }
      }
    }
    refer(parameters, "OrganisationHeader");
  }

  private static void refer(ArrayNode parameters, String name) {
    parameters.addObject().put("$ref", "#/components/parameters/" + name);
  }
}
