package runflow.engine.scene;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a text says about each group of concepts. */
final class Meaning {
  private final Words words;
  private final Text text;

  Meaning(Words words, Text text) {
    this.words = words;
    this.text = text;
  }

  /** The concept of a group that the text speaks of most and does not refuse. */
  Optional<String> most(String group) {
    String best = "";
    int bestScore = 0;
    int bestFirst = Integer.MAX_VALUE;
    for (Map.Entry<String, List<Words.Entry>> concept : words.group(group).entrySet()) {
      int score = score(concept.getValue());
      int first = first(concept.getValue());
      boolean better = score > bestScore || (score == bestScore && first < bestFirst);
      if (score > 0 && better && !refuses(concept.getValue())) {
        best = concept.getKey();
        bestScore = score;
        bestFirst = first;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Every concept of a group that the text speaks of and does not refuse. */
  Set<String> all(String group) {
    Set<String> found = new TreeSet<>();
    words
        .group(group)
        .forEach(
            (name, entries) -> {
              if (score(entries) > 0 && !refuses(entries)) {
                found.add(name);
              }
            });
    return found;
  }

  /** Whether the text refuses a concept of a group. */
  boolean refuses(String group, String concept) {
    return refuses(words.group(group).getOrDefault(concept, List.of()));
  }

  private boolean refuses(List<Words.Entry> entries) {
    return entries.stream().anyMatch(entry -> text.refuses(entry.stems()));
  }

  private int score(List<Words.Entry> entries) {
    return entries.stream().mapToInt(e -> e.weight() * Math.min(3, text.count(e.stems()))).sum();
  }

  private int first(List<Words.Entry> entries) {
    return entries.stream()
        .mapToInt(entry -> text.first(entry.stems()))
        .filter(at -> at >= 0)
        .min()
        .orElse(Integer.MAX_VALUE);
  }
}
