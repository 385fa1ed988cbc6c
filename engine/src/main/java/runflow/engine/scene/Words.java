package runflow.engine.scene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The word lists, one file for each group: which words stand for which concept, in the order of the
 * file. A line is {@code group.concept = words}; a word stands for its forms (dune, dunes; drift,
 * drifting), {@code a+b} is a phrase, {@code word*3} counts three times. Immutable.
 */
final class Words {
  /** One word or phrase, stemmed, and what a hit counts. */
  record Entry(List<String> stems, int weight) {}

  private static final List<String> GROUPS =
      List.of(
          "place",
          "planet",
          "waters",
          "fireside",
          "time",
          "weather",
          "body",
          "move",
          "pace",
          "hold",
          "particles",
          "figure",
          "clothes",
          "hide",
          "season",
          "mood",
          "style",
          "colour",
          "light",
          "nature",
          "idiom",
          "filler",
          "voice");

  private final Map<String, Map<String, List<Entry>>> groups;

  private Words(Map<String, Map<String, List<Entry>>> groups) {
    this.groups = groups;
  }

  /** Concepts of a group ({@code place}, {@code time} ...), named without the group. */
  Map<String, List<Entry>> group(String group) {
    return groups.getOrDefault(group, Map.of());
  }

  /** Every word and phrase of every group that means something. */
  Stream<Entry> all() {
    return groups.entrySet().stream()
        .filter(group -> !group.getKey().equals("idiom"))
        .flatMap(group -> group.getValue().values().stream())
        .flatMap(List::stream);
  }

  /** Reads the lists that are part of the program. */
  static Words load() {
    Map<String, Map<String, List<Entry>>> groups = new LinkedHashMap<>();
    for (String group : GROUPS) {
      read(group + ".txt", groups);
    }
    return new Words(groups);
  }

  private static void read(String file, Map<String, Map<String, List<Entry>>> groups) {
    try (InputStream in = Words.class.getResourceAsStream(file);
        var reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          int equals = line.indexOf('=');
          int dot = line.indexOf('.');
          groups
              .computeIfAbsent(line.substring(0, dot), _ -> new LinkedHashMap<>())
              .put(line.substring(dot + 1, equals).strip(), entries(line.substring(equals + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Entry> entries(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String item : text.strip().split(" +", -1)) {
      int star = item.indexOf('*');
      int weight = star < 0 ? 1 : Integer.parseInt(item.substring(star + 1));
      String words = star < 0 ? item : item.substring(0, star);
      entries.add(new Entry(Text.stems(words.replace('+', ' ').toLowerCase(Locale.ROOT)), weight));
    }
    return List.copyOf(entries);
  }
}
