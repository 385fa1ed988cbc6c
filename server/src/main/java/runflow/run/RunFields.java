package runflow.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.outbound.UrlPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a body that orders runs, each checked when it is read.
 *
 * @param problems where every problem is added; a field that has one reads as if it were left out
 */
public record RunFields(BodyScan scan, UrlPolicy urls, List<FieldError> problems) {
  private static final int LARGEST_METADATA = 16 << 10;
  private static final int LONGEST_CLIENT_REF = 255;
  private static final int LONGEST_DEADLINE = 86_400;

  /** Names every field that is not among those known; the last of them comes after an "and". */
  public void refuseOthersThan(List<String> known) {
    for (String name : scan.fields().keySet()) {
      if (!known.contains(name)) {
        problem(
            name,
            "unknown field `%s`; known are %s and %s"
                .formatted(
                    shown(name),
                    String.join(", ", known.subList(0, known.size() - 1)),
                    known.getLast()),
            "additional_properties");
      }
    }
  }

  /** {@code input}; without one an empty object, and a problem. */
  public ObjectNode input() {
    Optional<JsonNode> input = value("input");
    if (input.isPresent() && input.get() instanceof ObjectNode object) {
      return object;
    }
    problem(
        "input",
        input.isEmpty()
            ? "`input` is required: an object with the model's parameters"
            : "`input` must be an object, but was " + kind(input.get()),
        input.isEmpty() ? "required" : "type");
    return Json.object();
  }

  public Optional<String> callbackUrl() {
    Optional<String> url = text("callback_url");
    url.flatMap(text -> urls.check(List.of("callback_url"), text, UrlPolicy.Use.CALLBACK))
        .ifPresent(problems::add);
    return url;
  }

  /** Exactly as received. */
  public Optional<String> metadata() {
    Optional<BodyScan.Field> metadata = field("metadata");
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = metadata.get().value();
    String raw = metadata.get().raw();
    if (!value.isObject()) {
      problem("metadata", "`metadata` must be an object, but was " + kind(value), "type");
    } else if (raw.getBytes(StandardCharsets.UTF_8).length > LARGEST_METADATA) {
      problem("metadata", "`metadata` must be at most 16 KiB of JSON", "max_length");
    }
    return Optional.of(raw);
  }

  public Optional<String> clientRef() {
    Optional<String> ref = text("client_ref");
    if (ref.isPresent() && ref.get().length() > LONGEST_CLIENT_REF) {
      problem(
          "client_ref",
          "`client_ref` must be at most 255 characters, but has %d".formatted(ref.get().length()),
          "max_length");
    }
    return ref;
  }

  public Optional<Integer> deadlineSeconds() {
    Optional<JsonNode> seconds = value("deadline_seconds");
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    JsonNode node = seconds.get();
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1
        || node.intValue() > LONGEST_DEADLINE) {
      problem(
          "deadline_seconds",
          "`deadline_seconds` must be a whole number from 1 to 86400, but was "
              + shown(node.toString()),
          "range");
      return Optional.empty();
    }
    return Optional.of(node.intValue());
  }

  /** {@code normal} where nothing is said. */
  public Priority priority() {
    Optional<String> code = text("priority");
    Optional<Priority> known = code.flatMap(Priority::of);
    if (code.isPresent() && known.isEmpty()) {
      problem("priority", "`priority` must be normal or low, but was " + shown(code.get()), "enum");
    }
    return known.orElse(Priority.NORMAL);
  }

  private Optional<String> text(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().isString()) {
      problem(name, "`%s` must be a text, but was %s".formatted(name, kind(value.get())), "type");
      return Optional.empty();
    }
    return value.map(JsonNode::stringValue);
  }

  /** The value of a field; empty if it is left out or null. */
  private Optional<JsonNode> value(String name) {
    return field(name).map(BodyScan.Field::value);
  }

  private Optional<BodyScan.Field> field(String name) {
    return Optional.ofNullable(scan.fields().get(name)).filter(field -> !field.value().isNull());
  }

  private void problem(String field, String message, String type) {
    problems.add(new FieldError(new ArrayList<>(List.of(field)), message, type));
  }

  /** What a value is, for messages. */
  public static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "something else";
    };
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
