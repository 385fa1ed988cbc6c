package runflow.provider.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of a job between the calls, as one text: its id alone, or several values as JSON.
 */
final class JobRef {
  private static final int LONGEST = 2000;

  private JobRef() {}

  /** The text for the values that the pointers find; empty if one is missing or too long. */
  static Optional<String> of(Map<String, Pointer> pointers, JsonNode answer) {
    ObjectNode kept = Json.object();
    for (var pointer : pointers.entrySet()) {
      Optional<String> value = pointer.getValue().text(answer);
      if (value.isEmpty() || value.get().isBlank() || value.get().length() > LONGEST) {
        return Optional.empty();
      }
      kept.put(pointer.getKey(), value.get());
    }
    String text = pointers.size() == 1 ? kept.iterator().next().asString() : Json.text(kept);
    return Json.storable(text) ? Optional.of(text) : Optional.empty();
  }

  /** The values again; empty if the text was not made of such pointers. */
  static Optional<Map<String, String>> read(Map<String, Pointer> pointers, String ref) {
    if (pointers.size() == 1) {
      return Optional.of(Map.of(pointers.keySet().iterator().next(), ref));
    }
    try {
      Map<String, String> values = new LinkedHashMap<>();
      Json.tree(ref)
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().asString("")));
      return values.keySet().containsAll(pointers.keySet())
          ? Optional.of(values)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
