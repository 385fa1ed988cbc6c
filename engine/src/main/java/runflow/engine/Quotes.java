package runflow.engine;

import java.util.ArrayList;
import java.util.List;

/** Finds the words that a prompt puts in quotes, to be spoken. */
final class Quotes {
  /** The most letters that are spoken. */
  static final int MOST = 300;

  private static final String OPENING = "\"\u201c\u2018'\u00ab";
  private static final String CLOSING = "\"\u201d\u2019'\u00bb";

  private Quotes() {}

  /** All quoted words, in order, reduced to letters, digits and punctuation; empty if none. */
  static String of(String prompt) {
    List<String> found = new ArrayList<>();
    for (Span span : spans(prompt)) {
      found.add(plain(prompt.substring(span.from() + 1, span.to())));
    }
    found.removeIf(String::isEmpty);
    String all = String.join(". ", found);
    return all.length() > MOST ? all.substring(0, MOST) : all;
  }

  /**
   * A prompt without the words that are only spoken, so that a voice that speaks of snow makes
   * none; the prompt itself if it is nothing but quoted.
   */
  static String without(String prompt) {
    StringBuilder rest = new StringBuilder();
    int at = 0;
    for (Span span : spans(prompt)) {
      rest.append(prompt, at, span.from()).append(", ");
      at = span.to() + 1;
    }
    rest.append(prompt, at, prompt.length());
    boolean some = rest.chars().anyMatch(Character::isLetter);
    return some ? rest.toString() : prompt;
  }

  /** The marks around some words. */
  private record Span(int from, int to) {}

  private static List<Span> spans(String prompt) {
    List<Span> spans = new ArrayList<>();
    int at = 0;
    while (at < prompt.length()) {
      int kind = OPENING.indexOf(prompt.charAt(at));
      int end = kind < 0 || !opens(prompt, at) ? -1 : closing(prompt, at + 1, CLOSING.charAt(kind));
      if (end > 0) {
        spans.add(new Span(at, end));
        at = end;
      }
      at++;
    }
    return spans;
  }

  /** A mark within a word is an apostrophe, and one at its end closes. */
  private static boolean opens(String prompt, int at) {
    boolean free = at == 0 || !Character.isLetterOrDigit(prompt.charAt(at - 1));
    return free && at + 1 < prompt.length() && !Character.isWhitespace(prompt.charAt(at + 1));
  }

  private static int closing(String prompt, int from, char mark) {
    int end = Math.min(prompt.length(), from + 2 * MOST);
    for (int i = from + 1; i < end; i++) {
      boolean last = i + 1 == prompt.length() || !Character.isLetterOrDigit(prompt.charAt(i + 1));
      if (prompt.charAt(i) == mark && last) {
        return i;
      }
    }
    return -1;
  }

  private static String plain(String words) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean spoken = Character.isLetterOrDigit(c) || ".,;:!?'-".indexOf(c) >= 0;
      out.append(spoken ? c : c == '\u2019' ? '\'' : ' ');
    }
    return out.toString().replaceAll(" +", " ").strip();
  }
}
