package runflow.provider.declared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.json.Json;
import runflow.provider.http.Said;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One mapping of a provider file and where it stands. Reading never throws: what is missing or
 * wrong is recorded with its place, and an empty value stands in.
 *
 * @param problems of all files, one line each
 */
record Section(String file, String place, ObjectNode node, List<String> problems) {
  private static final int MOST_PROBLEMS = 200;
  static final String POINTER = "a JSON pointer such as /video/url";

  /** Among the names of a call: any pointer into the answer before it may stand there, too. */
  static final String INTO_ANSWER = "/a/pointer";

  private static final String CALL = "a call such as `GET /videos/{id}`";
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

  /** Records every key that is not known, with the nearest one that is. */
  void allowOnly(String... keys) {
    List<String> known = List.of(keys);
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        problem(key, "is unknown here: " + Nearest.hint(key, known));
      }
    }
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** Text that must be there. */
  String text(String key) {
    return optionalText(key).orElseGet(() -> missing(key, "text", ""));
  }

  Optional<String> optionalText(String key) {
    JsonNode value = node.path(key);
    if (value.isString() && !value.stringValue().isBlank()) {
      return Optional.of(value.stringValue().strip());
    }
    return wrong(key, value, "text");
  }

  Section section(String key) {
    return optionalSection(key)
        .orElseGet(
            () -> missing(key, "a mapping", new Section(file, at(key), Json.object(), problems)));
  }

  Optional<Section> optionalSection(String key) {
    JsonNode value = node.path(key);
    return value instanceof ObjectNode object
        ? Optional.of(new Section(file, at(key), object, problems))
        : wrong(key, value, "a mapping");
  }

  /** The mappings of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<JsonNode> entries = values(key);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof ObjectNode object) {
        sections.add(new Section(file, at(key) + "/" + i, object, problems));
      } else {
        problem(key + "/" + i, "must be a mapping, but was " + shown(entries.get(i)));
      }
    }
    return sections;
  }

  /** One value or a list of them; empty if the key is missing. */
  List<JsonNode> values(String key) {
    JsonNode value = node.path(key);
    return value.isMissingNode()
        ? List.of()
        : value.isArray() ? value.valueStream().toList() : List.of(value);
  }

  /** One text or number, or a list of them, as texts. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values(key)) {
      if (value.isContainer() || (value.asString("").isBlank() && !value.isNull())) {
        problem(key, "must be text or a list of it, but was " + shown(value));
      } else {
        texts.add(value.isNull() ? "null" : value.asString());
      }
    }
    return texts;
  }

  /** The entries of a mapping from texts to texts; empty if the key is missing. */
  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    optionalSection(key)
        .ifPresent(
            section ->
                section.node.propertyNames().forEach(name -> texts.put(name, section.text(name))));
    return texts;
  }

  Set<Integer> statuses(String key) {
    Set<Integer> statuses = new LinkedHashSet<>();
    for (JsonNode value : values(key)) {
      if (value.isInt() || value.isLong()) {
        long status = value.longValue();
        if (status >= 100 && status <= 599) {
          statuses.add((int) status);
          continue;
        }
      }
      problem(key, "must be statuses of HTTP such as 404, but was " + shown(value));
    }
    return statuses;
  }

  /** True or false; false if the key is missing. */
  boolean flag(String key) {
    JsonNode value = node.path(key);
    if (!value.isBoolean() && !value.isMissingNode()) {
      problem(key, "must be true or false, but was " + shown(value));
    }
    return value.isBoolean() && value.booleanValue();
  }

  Duration duration(String key, Duration otherwise) {
    return parsed(key, Section::readDuration, "a duration such as 15m or 5s, at most 24h")
        .orElse(otherwise);
  }

  private static Optional<Duration> readDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        };
    return Optional.of(duration).filter(read -> read.compareTo(Duration.ofHours(24)) <= 0);
  }

  Optional<Pointer> pointer(String key) {
    return parsed(key, Pointer::parse, POINTER);
  }

  /** One pointer or a list of them. */
  List<Pointer> pointers(String key) {
    List<Pointer> pointers = new ArrayList<>();
    for (String text : texts(key)) {
      Pointer.parse(text).ifPresentOrElse(pointers::add, () -> problem(key, mustBe(POINTER, text)));
    }
    return pointers;
  }

  /** Text that has a form; empty, with the problem recorded, if it has not. */
  <T> Optional<T> parsed(String key, Function<String, Optional<T>> reader, String form) {
    Optional<String> text = optionalText(key);
    Optional<T> read = text.flatMap(reader);
    if (text.isPresent() && read.isEmpty()) {
      problem(key, mustBe(form, text.get()));
    }
    return read;
  }

  /** A call whose names in braces are all known. */
  HttpCall call(String key, Collection<String> names) {
    return optionalCall(key, names)
        .orElseGet(
            () ->
                has(key) ? new HttpCall("GET", "/") : missing(key, CALL, new HttpCall("GET", "/")));
  }

  /** The same, if it is there. */
  Optional<HttpCall> optionalCall(String key, Collection<String> names) {
    Optional<HttpCall> call = parsed(key, HttpCall::parse, CALL);
    for (String name : call.map(HttpCall::names).orElse(List.of())) {
      boolean pointer = name.startsWith("/") && names.contains(INTO_ANSWER);
      if (!pointer && !names.contains(name)) {
        problem(
            key,
            "names {%s}, which nothing fills: %s"
                .formatted(Said.shown(name), Nearest.hint(name, names)));
      }
    }
    return call;
  }

  static String mustBe(String form, String was) {
    return "must be %s, but was %s".formatted(form, Said.shown(was));
  }

  private <T> Optional<T> wrong(String key, JsonNode value, String wanted) {
    if (!value.isMissingNode()) {
      problem(key, "must be %s, but was %s".formatted(wanted, shown(value)));
    }
    return Optional.empty();
  }

  private <T> T missing(String key, String wanted, T standIn) {
    if (!has(key)) {
      problem(key, "is missing: it must be " + wanted);
    }
    return standIn;
  }

  void problem(String key, String reason) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add("%s: %s %s".formatted(file, at(key), reason));
    }
  }

  private String at(String key) {
    return place + "/" + Said.shown(key.length() > 80 ? key.substring(0, 80) : key);
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "a mapping";
      case ARRAY -> "a list";
      case NULL -> "nothing";
      default -> value.asString().isBlank() ? "empty" : Said.shown(value.asString());
    };
  }
}
