package runflow.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.error.Nearest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One mapping of a catalog file and where it stands. Reading never throws: what is missing or
 * mistyped is recorded with its line, and an empty value stands in.
 */
final class Section {
  private final CatalogFile file;
  private final String pointer;
  private final ObjectNode node;
  private final Problems problems;

  private Section(CatalogFile file, String pointer, ObjectNode node, Problems problems) {
    this.file = file;
    this.pointer = pointer;
    this.node = node;
    this.problems = problems;
  }

  static Section root(CatalogFile file, Problems problems) {
    return new Section(file, "", file.tree(), problems);
  }

  ObjectNode node() {
    return node;
  }

  String pointer() {
    return pointer;
  }

  /** Records every key that is not in the list, with the nearest one that is. */
  void allowOnly(List<String> keys) {
    for (String key : node.propertyNames()) {
      if (!keys.contains(key)) {
        String hint =
            Nearest.to(key, keys)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("it may hold " + String.join(", ", keys));
        problem(key, "unknown key `" + key + "`: " + hint);
      }
    }
  }

  /** Text that is there and not blank. */
  String text(String key) {
    JsonNode value = node.path(key);
    if (value.isString() && !value.stringValue().isBlank()) {
      return value.stringValue().strip();
    }
    missingOr(key, value, "text");
    return "";
  }

  Optional<Section> object(String key) {
    JsonNode value = node.path(key);
    if (value instanceof ObjectNode object) {
      return Optional.of(new Section(file, at(key), object, problems));
    }
    missingOr(key, value, "a mapping");
    return Optional.empty();
  }

  /** A list of mappings with at least one entry. */
  List<Section> objects(String key) {
    var sections = new ArrayList<Section>();
    ArrayNode items = list(key);
    for (int i = 0; i < items.size(); i++) {
      String at = at(key) + "/" + i;
      if (items.get(i) instanceof ObjectNode object) {
        sections.add(new Section(file, at, object, problems));
      } else {
        problemAt(at, "each entry of `" + key + "` must be a mapping");
      }
    }
    return sections;
  }

  /** A list of texts with at least one entry. */
  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (JsonNode item : list(key)) {
      if (item.isString() && !item.stringValue().isBlank()) {
        texts.add(item.stringValue());
      } else {
        problem(key, "each entry of `" + key + "` must be text");
      }
    }
    return texts;
  }

  private ArrayNode list(String key) {
    JsonNode value = node.path(key);
    if (value instanceof ArrayNode items && !items.isEmpty()) {
      return items;
    }
    missingOr(key, value, "a list with at least one entry");
    return node.arrayNode();
  }

  private void missingOr(String key, JsonNode value, String wanted) {
    if (value.isMissingNode()) {
      problemAt(pointer, "`" + key + "` is missing: it must be " + wanted);
    } else {
      problem(key, "`" + key + "` must be " + wanted + ", but was " + Shown.kind(value));
    }
  }

  void problem(String key, String reason) {
    problemAt(at(key), reason);
  }

  void problemAt(String where, String reason) {
    problems.add(file.name(), file.line(where), reason);
  }

  String at(String key) {
    return pointer + "/" + YamlTree.escape(key);
  }
}
