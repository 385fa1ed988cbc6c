package runflow.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rate that applies when every named field holds one of its values.
 *
 * @param when values by field name, in the file's order
 * @param rate price of one unit
 * @param note what a bill says, e.g. {@code 4k with audio}
 */
public record PriceRule(Map<String, List<JsonNode>> when, Money rate, String note) {
  public PriceRule {
    when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
  }

  /** Whether the rule applies to an accepted input. */
  public boolean matches(ObjectNode input) {
    return when.entrySet().stream()
        .allMatch(
            wanted -> {
              JsonNode value = input.path(wanted.getKey());
              return wanted.getValue().stream().anyMatch(one -> same(one, value));
            });
  }

  /** Equal as JSON values: 8 is 8 however many bits hold it. */
  private static boolean same(JsonNode a, JsonNode b) {
    return (a.isNumber() && b.isNumber())
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : a.equals(b);
  }

  /** The condition in words, e.g. {@code resolution = 4k, generate_audio = true}. */
  public String condition() {
    return when.entrySet().stream()
        .map(
            wanted ->
                wanted.getKey()
                    + " = "
                    + wanted.getValue().stream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", "));
  }
}
