package runflow.engine.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a text says about each group of concepts. */
final class Meaning {
  private final Words words;
  private final Text text;

  /** Places of words that are part of an idiom, in which they do not mean what they say. */
  private final Set<Integer> idle = new TreeSet<>();

  Meaning(Words words, Text text) {
    this.words = words;
    this.text = text;
    words
        .group("idiom")
        .forEach((word, idioms) -> idioms.forEach(idiom -> idle.addAll(within(word, idiom))));
  }

  /** Where a word stands in an idiom. */
  private List<Integer> within(String word, Words.Entry idiom) {
    int at = idiom.stems().indexOf(Text.stems(word).getFirst());
    return text.places(idiom.stems()).stream().map(place -> place + at).toList();
  }

  /** Where the text has a word or a phrase; a word not where it is part of an idiom. */
  private List<Integer> places(Words.Entry entry) {
    List<Integer> all = text.places(entry.stems());
    return entry.stems().size() > 1
        ? all
        : all.stream().filter(place -> !idle.contains(place)).toList();
  }

  /** The concept of a group that the text speaks of most and does not refuse. */
  Optional<String> most(String group) {
    return words.group(group).entrySet().stream()
        .filter(concept -> score(concept.getValue()) > 0 && !refuses(group, concept.getKey()))
        .min(
            Comparator.<Map.Entry<String, List<Words.Entry>>>comparingInt(
                    concept -> -score(concept.getValue()))
                .thenComparingInt(concept -> first(concept.getValue())))
        .map(Map.Entry::getKey);
  }

  /** Every concept of a group that the text speaks of and does not refuse, by name. */
  Set<String> all(String group) {
    return new TreeSet<>(inOrder(group));
  }

  /**
   * Every concept of a group that the text speaks of and does not refuse, the first named first.
   */
  List<String> inOrder(String group) {
    return words.group(group).entrySet().stream()
        .filter(concept -> score(concept.getValue()) > 0 && !refuses(group, concept.getKey()))
        .sorted(Comparator.comparingInt(concept -> first(concept.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the text speaks of a concept and does not refuse it. */
  boolean says(String group, String concept) {
    return inOrder(group).contains(concept);
  }

  /** Whether the text speaks of a concept by more than a word. */
  boolean saysMore(String group, String concept, String word) {
    List<String> stems = Text.stems(word);
    return words.group(group).getOrDefault(concept, List.of()).stream()
        .anyMatch(entry -> !entry.stems().equals(stems) && !places(entry).isEmpty());
  }

  /** The concepts of a group that stand just before a word of another group, in order. */
  List<String> before(String group, String nextGroup) {
    List<Words.Entry> next =
        words.group(nextGroup).values().stream().flatMap(List::stream).toList();
    return inOrder(group).stream()
        .filter(
            concept ->
                words.group(group).getOrDefault(concept, List.of()).stream()
                    .anyMatch(entry -> precedes(entry, next)))
        .toList();
  }

  private boolean precedes(Words.Entry entry, List<Words.Entry> next) {
    return places(entry).stream()
        .map(at -> at + entry.stems().size())
        .anyMatch(end -> next.stream().anyMatch(word -> follows(word, end)));
  }

  private boolean follows(Words.Entry word, int end) {
    return places(word).stream().anyMatch(at -> at >= end && at <= end + 1);
  }

  /**
   * Whether the text refuses a concept of a group. A place stays where it is also named by a word
   * that is not refused, and no figure that is refused takes its place or its season along: no
   * boats is no reason to have no sea.
   */
  boolean refuses(String group, String concept) {
    List<Words.Entry> entries = words.group(group).getOrDefault(concept, List.of());
    List<Words.Entry> refused =
        entries.stream().filter(entry -> text.refuses(entry.stems())).toList();
    if (group.equals("season")) {
      return !refused.stream().allMatch(this::figure);
    }
    if (!group.equals("place")) {
      return !refused.isEmpty();
    }
    return refused.stream().anyMatch(entry -> !figure(entry))
        && entries.stream()
            .filter(entry -> !places(entry).isEmpty() && !figure(entry))
            .allMatch(refused::contains);
  }

  private boolean figure(Words.Entry entry) {
    return words.group("figure").values().stream()
        .flatMap(List::stream)
        .anyMatch(other -> other.stems().equals(entry.stems()));
  }

  /** The concepts of a group that the text refuses. */
  List<String> refused(String group) {
    return words.group(group).entrySet().stream()
        .map(Map.Entry::getKey)
        .filter(concept -> refuses(group, concept))
        .toList();
  }

  /** The words in the text that stand for a concept, as they were written. */
  List<String> written(String group, String concept) {
    Set<String> found = new TreeSet<>();
    for (Words.Entry entry : words.group(group).getOrDefault(concept, List.of())) {
      for (int at : places(entry)) {
        found.add(text.written(at, entry.stems().size()));
      }
    }
    return List.copyOf(found);
  }

  /** The words of the text that stand in no list, each once, in order. */
  List<String> unknown() {
    boolean[] known = new boolean[text.wanted().size()];
    words
        .all()
        .forEach(
            entry -> {
              for (int at : places(entry)) {
                for (int i = at; i < at + entry.stems().size(); i++) {
                  known[i] = true;
                }
              }
            });
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      String word = text.wanted().get(i).word();
      if (!known[i] && word.length() > 2 && !unknown.contains(word)) {
        unknown.add(word);
      }
    }
    return unknown;
  }

  private int score(List<Words.Entry> entries) {
    return entries.stream().mapToInt(e -> e.weight() * Math.min(3, places(e).size())).sum();
  }

  private int first(List<Words.Entry> entries) {
    return entries.stream()
        .flatMap(entry -> places(entry).stream())
        .mapToInt(Integer::intValue)
        .min()
        .orElse(Integer.MAX_VALUE);
  }
}
