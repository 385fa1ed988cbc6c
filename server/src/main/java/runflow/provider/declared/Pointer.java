package runflow.provider.declared;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a JSON tree, as RFC 6901 writes it; a step {@code *} stands for every entry of a list.
 */
record Pointer(List<String> steps) {
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_STEPS = 16;
  private static final int MOST_FOUND = 64;

  Pointer {
    steps = List.copyOf(steps);
  }

  /** Reads {@code /a/0/b}; empty if the text is no pointer. */
  static Optional<Pointer> parse(String text) {
    if (!text.startsWith("/") || text.length() > 512) {
      return Optional.empty();
    }
    List<String> steps =
        Stream.of(text.substring(1).split("/", -1))
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList();
    return steps.size() > MOST_STEPS ? Optional.empty() : Optional.of(new Pointer(steps));
  }

  /** What is there and not null, at most 64 values. */
  List<JsonNode> all(JsonNode tree) {
    Stream<JsonNode> found = Stream.of(tree);
    for (String step : steps) {
      found = found.flatMap(node -> below(node, step));
    }
    return found.filter(node -> !node.isNull() && !node.isMissingNode()).limit(MOST_FOUND).toList();
  }

  private static Stream<JsonNode> below(JsonNode node, String step) {
    if (node instanceof ArrayNode list) {
      return step.equals("*")
          ? list.valueStream()
          : INDEX.matcher(step).matches()
              ? Stream.of(list.path(Integer.parseInt(step)))
              : Stream.empty();
    }
    return Stream.of(node.path(step));
  }

  Optional<JsonNode> first(JsonNode tree) {
    return all(tree).stream().findFirst();
  }

  /** The first text or number there, as text. */
  Optional<String> text(JsonNode tree) {
    return all(tree).stream()
        .filter(node -> node.isString() || node.isNumber() || node.isBoolean())
        .map(JsonNode::asString)
        .findFirst();
  }

  /** Whether {@link #put} can make the place: names only, and 0 for the one entry of a list. */
  boolean writable() {
    return !INDEX.matcher(steps.getFirst()).matches()
        && steps.stream().allMatch(step -> step.equals("0") || !INDEX.matcher(step).matches())
        && steps.stream().noneMatch(step -> step.isEmpty() || step.equals("*"));
  }

  /** Puts a value there; what is missing on the way is made, what is in the way makes room. */
  void put(ObjectNode tree, JsonNode value) {
    JsonNode here = tree;
    for (int i = 0; i + 1 < steps.size(); i++) {
      boolean list = steps.get(i + 1).equals("0");
      JsonNode next = here instanceof ArrayNode ? here.path(0) : here.path(steps.get(i));
      if (list ? !next.isArray() : !next.isObject()) {
        next = list ? NODES.arrayNode() : NODES.objectNode();
        set(here, steps.get(i), next);
      }
      here = next;
    }
    set(here, steps.getLast(), value);
  }

  private static void set(JsonNode here, String step, JsonNode value) {
    if (here instanceof ArrayNode list) {
      list.removeAll().add(value);
    } else {
      ((ObjectNode) here).set(step, value);
    }
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
