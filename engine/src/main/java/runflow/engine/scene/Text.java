package runflow.engine.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A prompt as stemmed words, in order, each known to be wanted or refused ("no clouds"). */
final class Text {
  /** More words than any list needs to look at; a longer prompt is read up to here. */
  private static final int MAX_WORDS = 4_000;

  private static final Set<String> REFUSALS = Set.of("no", "without", "not", "never", "non");
  private static final Set<String> ARTICLES = Set.of("a", "an", "the", "any", "visible");

  /** Words that end like a form of a verb and are none. */
  private static final Set<String> WHOLE =
      Set.of(
          "evening",
          "morning",
          "building",
          "lightning",
          "ceiling",
          "painting",
          "clearing",
          "hundred");

  private final List<String> wanted;
  private final List<String> refused;

  /** Reads a prompt and a negative prompt, whose every word is refused. */
  Text(String prompt, String negativePrompt) {
    wanted = new ArrayList<>();
    refused = new ArrayList<>(stems(negativePrompt));
    boolean refusing = false;
    for (String stem : stems(prompt)) {
      if (REFUSALS.contains(stem)) {
        refusing = true;
      } else if (refusing && !ARTICLES.contains(stem)) {
        refused.add(stem);
        refusing = false;
      } else if (!refusing) {
        wanted.add(stem);
      }
    }
  }

  /** Where in the prompt the phrase first stands, or -1. */
  int first(List<String> phrase) {
    return indexOf(wanted, phrase, 0);
  }

  /** How often the prompt has the phrase. */
  int count(List<String> phrase) {
    int count = 0;
    for (int at = indexOf(wanted, phrase, 0); at >= 0; at = indexOf(wanted, phrase, at + 1)) {
      count++;
    }
    return count;
  }

  /** Whether the phrase is refused. */
  boolean refuses(List<String> phrase) {
    return indexOf(refused, phrase, 0) >= 0;
  }

  private static int indexOf(List<String> words, List<String> phrase, int from) {
    for (int at = from; at + phrase.size() <= words.size(); at++) {
      if (words.subList(at, at + phrase.size()).equals(phrase)) {
        return at;
      }
    }
    return -1;
  }

  /** The words of a text, lower case, reduced to a stem that their forms share. */
  static List<String> stems(String text) {
    List<String> stems = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}'-]+", MAX_WORDS + 1)) {
      String bare = bare(word);
      if (!bare.isEmpty() && stems.size() < MAX_WORDS) {
        stems.add(stem(bare));
      }
    }
    return stems;
  }

  /** Trims quotes and hyphens in one pass: a pattern would take quadratic time on a long row. */
  private static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && (word.charAt(from) == '-' || word.charAt(from) == '\'')) {
      from++;
    }
    while (to > from && (word.charAt(to - 1) == '-' || word.charAt(to - 1) == '\'')) {
      to--;
    }
    return word.substring(from, to);
  }

  private static String stem(String word) {
    String s = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
    if (s.length() > 4 && s.endsWith("ies")) {
      return s.substring(0, s.length() - 3) + "y";
    }
    if (s.length() > 3 && s.endsWith("s") && !s.endsWith("ss") && !s.endsWith("us")) {
      s = s.substring(0, s.length() - 1);
    }
    if (WHOLE.contains(s)) {
      return s;
    }
    if (s.length() > 5 && s.endsWith("ing")) {
      return undouble(s.substring(0, s.length() - 3));
    }
    if (s.length() > 4 && s.endsWith("ed")) {
      return undouble(s.substring(0, s.length() - 2));
    }
    if (s.length() > 4 && s.endsWith("e")) {
      return s.substring(0, s.length() - 1);
    }
    return s;
  }

  private static String undouble(String s) {
    int n = s.length();
    boolean doubled = n > 3 && s.charAt(n - 1) == s.charAt(n - 2) && s.charAt(n - 1) != 's';
    return doubled ? s.substring(0, n - 1) : s;
  }
}
