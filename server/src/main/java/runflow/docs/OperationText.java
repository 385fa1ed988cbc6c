package runflow.docs;

import static runflow.docs.Markdown.cells;
import static runflow.docs.Markdown.code;
import static runflow.docs.Markdown.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The section of one operation in the reference. */
final class OperationText {
  private static final Pattern CODE = Pattern.compile("`[A-Z_]{4,}`");
  private static final Set<String> OF_ALL = Set.of("Runflow-Request-Id", "X-Organization-Id");
  private static final Set<String> OF_LISTS =
      Set.of("limit", "pq", "from_prev", "q", "sort_by", "fields");

  private final Schemas schemas;
  private final String base;

  OperationText(Schemas schemas, String baseUrl) {
    this.schemas = schemas;
    this.base = baseUrl;
  }

  String of(Operation operation) {
    JsonNode description = operation.node().path("description");
    return "## %s\n\n`%s %s`\n\n%s%s%s%s### Example\n\n%s"
        .formatted(
            operation.summary(),
            operation.method(),
            operation.path(),
            description.asString("").isEmpty() ? "" : description.stringValue() + "\n\n",
            parameters(operation),
            body(operation),
            answers(operation),
            Markdown.fence("bash", new CurlExample(schemas, base).of(operation, all(operation))));
  }

  /** The operation's parameters, with what is referred to put in. */
  private List<JsonNode> all(Operation operation) {
    return operation
        .node()
        .path("parameters")
        .valueStream()
        .map(one -> one.has("$ref") ? schemas.follow(one.path("$ref").stringValue()) : one)
        .toList();
  }

  private String parameters(Operation operation) {
    List<JsonNode> all = all(operation);
    Set<String> names =
        all.stream().map(one -> one.path("name").stringValue()).collect(Collectors.toSet());
    boolean list = names.containsAll(OF_LISTS);
    var rows = new ArrayList<List<String>>();
    for (JsonNode one : all) {
      String name = one.path("name").stringValue();
      if (!OF_ALL.contains(name) && !(list && OF_LISTS.contains(name))) {
        String told = one.path("description").asString("");
        JsonNode schema = one.path("schema");
        rows.add(
            cells(
                code(name),
                one.path("in").stringValue()
                    + (one.path("required").asBoolean(false) ? ", required" : ""),
                schemas.type(schema),
                (told + " " + schemas.details(schema)).strip()));
      }
    }
    var text = new StringBuilder();
    if (!rows.isEmpty() || list) {
      text.append("### Parameters\n\n");
    }
    if (list) {
      text.append(
          "`limit`, `pq`, `from_prev`, `q`, `sort_by` and `fields`, as every %s.\n\n"
              .formatted(link("list", base + "/docs/lists.md")));
    }
    if (!rows.isEmpty()) {
      text.append(Markdown.table(cells("Name", "In", "Type", "Description"), rows)).append("\n");
    }
    return text.toString();
  }

  private String body(Operation operation) {
    JsonNode content = operation.node().at("/requestBody/content");
    if (content.isMissingNode()) {
      return "";
    }
    JsonNode schema = content.at("/application~1json/schema");
    String types =
        content.propertyNames().stream().map(Markdown::code).collect(Collectors.joining(", "));
    return "### Body\n\nAs %s.\n\n%s"
        .formatted(types, schema.isMissingNode() ? "" : fields(schema, true));
  }

  private String fields(JsonNode schema, boolean request) {
    String table = schemas.table(schema, request);
    // A head and its rule are all there is when nothing is known of the fields.
    return table.lines().count() > 2 ? table + "\n" : "";
  }

  private String answers(Operation operation) {
    var rows = new ArrayList<List<String>>();
    var refusals = new ArrayList<String>();
    var fields = new StringBuilder();
    for (Map.Entry<String, JsonNode> one : operation.node().required("responses").properties()) {
      JsonNode answer = one.getValue();
      if (answer.has("$ref")) {
        answer = schemas.follow(answer.path("$ref").stringValue());
      }
      String told = answer.path("description").asString("");
      JsonNode schema = answer.at("/content/application~1json/schema");
      if (one.getKey().compareTo("400") >= 0) {
        refusals.add(one.getKey() + " " + codes(told));
      } else {
        rows.add(cells(one.getKey(), bodyOf(answer, schema), told));
        if (schema.has("properties") && !Schemas.isPage(schema)) {
          fields.append(fields(schema, false));
        }
      }
    }
    return "### Answers\n\n%s\n%s%s: %s.\n\n"
        .formatted(
            Markdown.table(cells("Status", "Body", "Meaning"), rows),
            fields,
            link("Refusals", base + "/docs/errors.md"),
            String.join(", ", refusals));
  }

  private static String codes(String description) {
    return CODE.matcher(description)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining(", "));
  }

  private String bodyOf(JsonNode answer, JsonNode schema) {
    if (!schema.isMissingNode()) {
      return schemas.type(schema);
    }
    JsonNode content = answer.path("content");
    return content.isEmpty()
        ? "none"
        : content.propertyNames().stream().map(Markdown::code).collect(Collectors.joining(", "));
  }
}
