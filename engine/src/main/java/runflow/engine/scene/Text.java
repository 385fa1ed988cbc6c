package runflow.engine.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          "bearing",
          "lightning",
          "ceiling",
          "painting",
          "clearing",
          "spring",
          "stage",
          "dressed",
          "hundred");

  /** A word as it was written, lower case, and its stem. */
  record Token(String word, String stem) {}

  private final List<Token> wanted = new ArrayList<>();
  private final List<Token> refused;
  private final Map<String, List<Integer>> places = new HashMap<>();

  /** Reads a prompt and a negative prompt, whose every word is refused. */
  Text(String prompt, String negativePrompt) {
    refused = new ArrayList<>(tokens(negativePrompt));
    boolean refusing = false;
    for (Token token : tokens(prompt)) {
      if (REFUSALS.contains(token.stem())) {
        refusing = true;
      } else if (refusing && !ARTICLES.contains(token.stem())) {
        refused.add(token);
        refusing = false;
      } else if (!refusing) {
        places.computeIfAbsent(token.stem(), _ -> new ArrayList<>()).add(wanted.size());
        wanted.add(token);
      }
    }
  }

  /** The words that are wanted, in order. */
  List<Token> wanted() {
    return wanted;
  }

  /** Where in the prompt the phrase stands. */
  List<Integer> places(List<String> phrase) {
    List<Integer> first =
        phrase.isEmpty() ? List.of() : places.getOrDefault(phrase.getFirst(), List.of());
    if (phrase.size() == 1) {
      return first;
    }
    return first.stream().filter(at -> stands(wanted, phrase, at)).toList();
  }

  /** Whether the phrase is refused. */
  boolean refuses(List<String> phrase) {
    for (int at = 0; at + phrase.size() <= refused.size(); at++) {
      if (stands(refused, phrase, at)) {
        return true;
      }
    }
    return false;
  }

  /** The words of the prompt from a place on, as they were written. */
  String written(int at, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = at; i < at + count; i++) {
      out.append(i > at ? " " : "").append(wanted.get(i).word());
    }
    return out.toString();
  }

  private static boolean stands(List<Token> words, List<String> phrase, int at) {
    if (at + phrase.size() > words.size()) {
      return false;
    }
    for (int i = 0; i < phrase.size(); i++) {
      if (!words.get(at + i).stem().equals(phrase.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The stems of a text. */
  static List<String> stems(String text) {
    return tokens(text).stream().map(Token::stem).toList();
  }

  /** The words of a text, lower case, with the stem that their forms share. */
  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+", MAX_WORDS + 1)) {
      String bare = bare(word);
      if (!bare.isEmpty() && tokens.size() < MAX_WORDS) {
        tokens.add(new Token(bare, stem(bare)));
      }
    }
    return tokens;
  }

  /** Trims quotes in one pass: a pattern would take quadratic time on a long row. */
  private static String bare(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && word.charAt(from) == '\'') {
      from++;
    }
    while (to > from && word.charAt(to - 1) == '\'') {
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
