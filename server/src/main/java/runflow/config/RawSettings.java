package runflow.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The texts that were set, each with its source, and the problems found while they are read as
 * values.
 */
final class RawSettings {
  /** A text and where it came from: {@code default}, a file, a variable or a flag. */
  record Text(String value, String source) {}

  private final Map<String, Text> texts = new TreeMap<>();

  /** Names as they were written, where that was with dashes. */
  private final Map<String, String> spellings = new TreeMap<>();

  private final List<String> problems = new ArrayList<>();

  RawSettings() {
    for (Setting setting : Setting.ALL) {
      if (!setting.named()) {
        texts.put(setting.key(), new Text(setting.fallback(), "default"));
      }
    }
  }

  /** Overrides a known key; an unknown one is a problem. */
  void set(String key, String value, String source) {
    if (Setting.ALL.stream().noneMatch(setting -> setting.matches(key))) {
      problem("%s: unknown key `%s`; run `./runflow config` for the list".formatted(source, key));
    } else {
      texts.put(normal(key), new Text(value.strip(), source));
      Setting.nameIn(key).filter(name -> name.contains("-")).ifPresent(this::spell);
    }
  }

  /** The keys that are set or have a default, in the order of the list of settings. */
  List<String> keys() {
    return Setting.ALL.stream()
        .flatMap(setting -> texts.keySet().stream().filter(setting::matches))
        .map(this::spelled)
        .toList();
  }

  /**
   * The names that stand between two parts of a key, e.g. after {@code providers.videos.}; with
   * dashes where any source has them.
   */
  Set<String> names(String prefix) {
    return texts.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
        .map(name -> spellings.getOrDefault(name, name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A variable cannot say a dash, so a dash and an underscore are one in a name. */
  private static String normal(String key) {
    return key.replace('-', '_');
  }

  private void spell(String name) {
    String other = spellings.put(normal(name), name);
    if (other != null && !other.equals(name)) {
      problem("the names `%s` and `%s` cannot be told apart; change one".formatted(other, name));
    }
  }

  private String spelled(String key) {
    return Setting.nameIn(key)
        .flatMap(
            name ->
                Optional.ofNullable(spellings.get(name))
                    .map(own -> key.replace("." + name + ".", "." + own + ".")))
        .orElse(key);
  }

  void problem(String text) {
    problems.add(text);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  Text text(String key) {
    Text text = texts.get(normal(key));
    return text == null ? new Text(setting(key).fallback(), "default") : text;
  }

  /** The value of an optional key; empty text means absent, a bad one is noted as a problem. */
  <T> Optional<T> optional(String key, String rule, Function<String, T> reader) {
    Text text = text(key);
    if (text.value().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text.value()));
    } catch (RuntimeException e) {
      Setting setting = setting(key);
      String got =
          setting.secret() ? "the given value is not" : "not `" + setting.shown(text.value()) + "`";
      problem("%s: `%s` must be %s, %s".formatted(text.source(), key, rule, got));
      return Optional.empty();
    }
  }

  /**
   * The value of a key that has a default; {@code stand-in} is used only when the text is bad,
   * which is noted.
   */
  <T> T required(String key, String rule, Function<String, T> reader, T standIn) {
    if (text(key).value().isEmpty()) {
      problem("%s: `%s` must not be empty".formatted(text(key).source(), key));
      return standIn;
    }
    return optional(key, rule, reader).orElse(standIn);
  }

  /** A duration that has a default. */
  Duration duration(String key) {
    return required(
        key, "a duration such as 500ms, 10s, 30m or 24h", Durations::parse, Duration.ofSeconds(1));
  }

  /** A choice of true and false. */
  Optional<Boolean> flag(String key) {
    return optional(key, "true or false", Forms::flag);
  }

  static Setting setting(String key) {
    return Setting.ALL.stream()
        .filter(known -> known.matches(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no setting is called " + key));
  }
}
