package runflow.docs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runflow.json.Json;
import tools.jackson.databind.node.ArrayNode;

/**
 * Search over all passages: here in full, and as an index that a page loads once and searches by
 * itself, with the same rules ({@code docs.js}). A passage is found if every word of the question
 * begins one of its words; a word in the title weighs more than one in the heading, and that more
 * than one in the text.
 */
final class Search {
  private static final int MOST = 20;
  private static final int LONGEST_QUESTION = 200;
  private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{N}_]+");
  private static final int SHOWN = 96;

  private final List<Indexed> all = new ArrayList<>();
  private final Supplier<byte[]> index = new Once<>(this::written);

  /** A passage with its words, each once. */
  private record Indexed(
      Passage passage, Set<String> title, Set<String> heading, Set<String> text) {
    /** How well a question fits; 0 if a word of it is nowhere. */
    int weight(List<String> question) {
      int weight = 0;
      for (String word : question) {
        int best =
            Math.max(
                heading.isEmpty() ? 12 * fit(title, word) : 4 * fit(title, word),
                Math.max(6 * fit(heading, word), fit(text, word)));
        if (best == 0) {
          return 0;
        }
        weight += best;
      }
      return weight;
    }

    private static int fit(Set<String> words, String word) {
      if (words.contains(word)) {
        return 2;
      }
      return words.stream().anyMatch(one -> one.startsWith(word)) ? 1 : 0;
    }
  }

  /**
   * Takes up everything once. What is said again elsewhere in the same words is left out, and so
   * are the lists of the first page.
   */
  Search(List<Article> articles) {
    Set<String> said = new HashSet<>();
    for (Article article : articles) {
      for (Passage passage : article.passages()) {
        boolean list = passage.page().path().equals(Page.HOME) && !passage.anchor().isEmpty();
        if (!list && said.add(passage.heading() + passage.text())) {
          all.add(
              new Indexed(
                  passage,
                  Set.copyOf(words(passage.page().title())),
                  Set.copyOf(words(passage.heading())),
                  words(passage.text())));
        }
      }
    }
  }

  /** The passages that fit a question, the best first, {@value #MOST} at most. */
  List<Passage> find(String question) {
    String bounded = question.substring(0, Math.min(LONGEST_QUESTION, question.length()));
    List<String> words = List.copyOf(words(bounded));
    if (words.isEmpty()) {
      return List.of();
    }
    return all.stream()
        .map(one -> Map.entry(one.weight(words), one.passage()))
        .filter(found -> found.getKey() > 0)
        .sorted(Comparator.comparingInt(found -> -found.getKey()))
        .limit(MOST)
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * The index as JSON: for each page {@code [path, title, group, [[anchor, heading, beginning,
   * words], …]]}, where the words are those of the text that its beginning does not show.
   */
  byte[] index() {
    return index.get();
  }

  private byte[] written() {
    Map<Page, ArrayNode> pages = new LinkedHashMap<>();
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Indexed one : all) {
      Passage passage = one.passage();
      Page page = passage.page();
      ArrayNode passages =
          pages.computeIfAbsent(
              page,
              first ->
                  list.addArray()
                      .add(first.path())
                      .add(first.title())
                      .add(first.group().title())
                      .addArray());
      String beginning = beginning(passage.text());
      Set<String> rest = new LinkedHashSet<>(one.text());
      rest.removeAll(words(beginning));
      rest.removeAll(one.heading());
      rest.removeAll(one.title());
      rest.removeIf(word -> word.length() < 3);
      passages
          .addArray()
          .add(passage.anchor())
          .add(passage.heading())
          .add(beginning)
          .add(String.join(" ", rest));
    }
    return Json.text(list).getBytes(StandardCharsets.UTF_8);
  }

  /** What is shown of a text below its heading. */
  static String beginning(String text) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int gap = text.lastIndexOf(' ', SHOWN);
    int end = gap > 0 ? gap : SHOWN;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + " …";
  }

  private static Set<String> words(String text) {
    return GAP.splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
