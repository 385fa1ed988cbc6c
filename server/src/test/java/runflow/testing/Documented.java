package runflow.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The refusals that the OpenAPI document lists for each route. Every refusal that any test of the
 * front door sees is held against it, so no route has one of which callers were not told.
 */
final class Documented {
  private static final Pattern PART = Pattern.compile("\\{\\w+}");

  private final List<Operation> operations = new ArrayList<>();

  /** The codes by status of what answers one method at one kind of path. */
  private record Operation(
      String method, String path, Pattern pattern, Map<Integer, Set<String>> codes) {}

  Documented(JsonNode document) {
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operations.add(
            new Operation(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                pattern(path.getKey()),
                codes(document, operation.getValue().path("responses"))));
      }
    }
    // What has fewer parts wins, as the document means it.
    operations.sort(Comparator.comparingInt(one -> one.path().split("\\{", -1).length));
  }

  /**
   * Holds an answer against the document; of a page for a browser, its status alone.
   *
   * @throws AssertionError if it is a refusal that is not listed
   */
  void check(String method, String path, int status, byte[] body) {
    Optional<Operation> operation =
        operations.stream()
            .filter(one -> one.method().equals(method) && one.pattern().matcher(path).matches())
            .findFirst();
    if (status < 400 || operation.isEmpty()) {
      return;
    }
    Set<String> listed = operation.get().codes().get(status);
    boolean page = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("<");
    String code = page ? "a page" : Json.tree(body).path("code").asString("");
    if (listed == null || (!page && !listed.isEmpty() && !listed.contains(code))) {
      throw new AssertionError(
          "%s %s answered %d %s, which docs/openapi.yaml does not list: add it to its x-errors"
              .formatted(method, operation.get().path(), status, code));
    }
  }

  private static Map<Integer, Set<String>> codes(JsonNode document, JsonNode responses) {
    Map<Integer, Set<String>> codes = new TreeMap<>();
    for (var response : responses.properties()) {
      String reference = response.getValue().path("$ref").asString("");
      JsonNode whole =
          reference.isEmpty() ? response.getValue() : document.at(reference.substring(1));
      Set<String> listed = new HashSet<>();
      whole
          .at("/content/application~1json/schema/allOf/1/properties/code/enum")
          .forEach(code -> listed.add(code.stringValue()));
      codes.put(Integer.valueOf(response.getKey()), listed);
    }
    return codes;
  }

  private static Pattern pattern(String path) {
    var regex = new StringBuilder();
    int from = 0;
    var parts = PART.matcher(path);
    while (parts.find()) {
      regex.append(Pattern.quote(path.substring(from, parts.start()))).append("[^/]+");
      from = parts.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(path.substring(from))).toString());
  }
}
