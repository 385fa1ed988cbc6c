package runflow.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The members that an object may and must have; any other is a problem. */
final class Shape implements Rule {
  private final Map<String, Rule> members = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  Shape need(String name, Rule rule) {
    required.add(name);
    return may(name, rule);
  }

  Shape may(String name, Rule rule) {
    members.put(name, rule);
    return this;
  }

  Shape mayAll(Rule rule, String... names) {
    for (String name : names) {
      may(name, rule);
    }
    return this;
  }

  @Override
  public List<String> problems(String at, JsonNode value) {
    if (!value.isObject()) {
      return List.of("`%s` must be an object, but was %s".formatted(at, value));
    }
    String prefix = at.isEmpty() ? "" : at + ".";
    List<String> problems = new ArrayList<>();
    for (String name : required) {
      if (!value.has(name)) {
        problems.add("`%s%s` is required".formatted(prefix, name));
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      Rule rule = members.get(member.getKey());
      if (rule == null) {
        problems.add("`%s%s` is not a known field".formatted(prefix, member.getKey()));
      } else {
        problems.addAll(rule.problems(prefix + member.getKey(), member.getValue()));
      }
    }
    return problems;
  }
}
