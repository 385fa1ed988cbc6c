package runflow.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The texts that were set, each with its source, and the problems found while they are read as
 * values.
 */
final class RawSettings {
  /** A text and where it came from: {@code default}, a file, a variable or a flag. */
  record Text(String value, String source) {}

  private final Map<String, Text> texts = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  RawSettings() {
    for (Setting setting : Setting.ALL) {
      texts.put(setting.key(), new Text(setting.fallback(), "default"));
    }
  }

  /** Overrides a known key; an unknown one is a problem. */
  void set(String key, String value, String source) {
    if (texts.replace(key, new Text(value.strip(), source)) == null) {
      problem("%s: unknown key `%s`; run `./runflow config` for the list".formatted(source, key));
    }
  }

  void problem(String text) {
    problems.add(text);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  Text text(String key) {
    Text text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no setting is called " + key);
    }
    return text;
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

  private static Setting setting(String key) {
    return Setting.ALL.stream().filter(known -> known.key().equals(key)).findFirst().orElseThrow();
  }
}
