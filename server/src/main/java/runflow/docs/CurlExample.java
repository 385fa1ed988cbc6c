package runflow.docs;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** A request in cURL; what the reader has to put in is in variables of the shell. */
final class CurlExample {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
  private static final String GOES_ON = " \\\n  ";

  private final Schemas schemas;
  private final String base;

  CurlExample(Schemas schemas, String baseUrl) {
    this.schemas = schemas;
    this.base = baseUrl;
  }

  String of(Operation operation, List<JsonNode> parameters) {
    String path = operation.path().replace("{model}", "google/veo3.1");
    path = PART.matcher(path).replaceAll(part -> variable(part.group(1)));
    var query = new StringBuilder();
    for (JsonNode one : parameters) {
      if (one.path("in").stringValue().equals("query") && one.path("required").asBoolean(false)) {
        String name = one.path("name").stringValue();
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
        query.append("$").append(name.toUpperCase(Locale.ROOT));
      }
    }
    var text = new StringBuilder("curl ");
    if (!operation.method().equals("GET")) {
      text.append("-X ").append(operation.method()).append(' ');
    }
    text.append('"').append(base).append(path).append(query).append('"');
    JsonNode security = operation.node().path("security");
    if (!security.isEmpty()) {
      String key = security.path(0).has("ServiceKey") ? "SERVICE_KEY" : "API_KEY";
      text.append(GOES_ON).append("-H \"Authorization: Bearer $RUNFLOW_").append(key).append('"');
    }
    return text.append(body(operation)).toString();
  }

  private String body(Operation operation) {
    JsonNode content = operation.node().at("/requestBody/content");
    if (content.isMissingNode()) {
      return "";
    }
    JsonNode json = content.path("application/json");
    if (json.isMissingNode()) {
      String type = content.propertyNames().iterator().next();
      return GOES_ON + "-H \"Content-Type: " + type + "\"" + GOES_ON + "--data-binary @FILE";
    }
    JsonNode example =
        json.has("example") ? json.path("example") : new Examples(schemas).of(json.path("schema"));
    return GOES_ON
        + "-H \"Content-Type: application/json\""
        + GOES_ON
        + "--data-binary @- <<'JSON'\n"
        + Literal.JSON.of(example.isObject() ? example : Json.object(), 0)
        + "\nJSON";
  }

  private static String variable(String name) {
    return "\\$" + name.toUpperCase(Locale.ROOT);
  }
}
