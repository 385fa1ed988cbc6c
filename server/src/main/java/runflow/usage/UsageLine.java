package runflow.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a usage report.
 *
 * @param group the values of what the report is grouped by
 */
record UsageLine(Map<Grouping, Object> group, Counts counts) {
  /** A key, as a report names it. */
  record Key(UUID id, String prefix, String name) {}

  static List<String> names(Set<Grouping> groupings) {
    List<String> names = new ArrayList<>();
    for (Grouping grouping : groupings) {
      switch (grouping) {
        case DAY -> names.add("day");
        case MODEL -> names.add("model");
        case KEY -> names.addAll(List.of("key_id", "key_prefix", "key_name"));
      }
    }
    names.addAll(List.of("runs", "succeeded", "failed", "canceled", "seconds", "billed"));
    return names;
  }

  /** The values of {@link #names}, in their order. */
  List<Object> cells() {
    List<Object> cells = new ArrayList<>();
    group.values().forEach(value -> cells.addAll(cells(value)));
    cells.addAll(
        List.of(
            counts.runs(),
            counts.succeeded(),
            counts.failed(),
            counts.canceled(),
            counts.seconds(),
            counts.billed()));
    return cells;
  }

  ObjectNode view() {
    ObjectNode line = Json.object();
    List<String> names = names(group.keySet());
    List<Object> cells = group.values().stream().flatMap(value -> cells(value).stream()).toList();
    for (int i = 0; i < cells.size(); i++) {
      line.put(names.get(i), cells.get(i).toString());
    }
    return counts.addTo(line);
  }

  private static List<Object> cells(Object value) {
    return value instanceof Key key ? List.of(key.id(), key.prefix(), key.name()) : List.of(value);
  }
}
