package runflow.docs;

import java.util.ArrayList;
import java.util.List;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** JSON values laid out over several lines, as JSON or as a Python literal. */
enum Literal {
  JSON,
  PYTHON;

  private static final int STEP = 4;

  /**
   * Renders a value.
   *
   * @param indent columns that the lines after the first are indented by
   */
  String of(JsonNode value, int indent) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        var entries = new ArrayList<String>();
        for (var field : value.properties()) {
          entries.add(Json.text(field.getKey()) + ": " + of(field.getValue(), indent + STEP));
        }
        yield enclosed("{", entries, "}", indent);
      }
      case ARRAY -> {
        var entries = new ArrayList<String>();
        value.forEach(item -> entries.add(of(item, indent + STEP)));
        yield enclosed("[", entries, "]", indent);
      }
      case BOOLEAN, NULL -> this == PYTHON ? python(value) : Json.text(value);
      default -> Json.text(value);
    };
  }

  private static String enclosed(String open, List<String> entries, String close, int indent) {
    if (entries.isEmpty()) {
      return open + close;
    }
    String margin = "\n" + " ".repeat(indent);
    String inner = margin + " ".repeat(STEP);
    return open + inner + String.join("," + inner, entries) + margin + close;
  }

  private static String python(JsonNode value) {
    return value.isNull() ? "None" : value.booleanValue() ? "True" : "False";
  }
}
