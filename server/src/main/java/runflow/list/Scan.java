package runflow.list;

import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** The characters of a query, read from left to right. */
final class Scan {
  private static final int LONGEST_SHOWN = 40;

  private final String text;
  private int at;

  Scan(String text) {
    this.text = text;
  }

  /** A caller's text, cut to what a message may repeat. */
  static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > LONGEST_SHOWN ? clean.substring(0, LONGEST_SHOWN) + "…" : clean;
  }

  /** Where the next character stands, from 1. */
  int column() {
    return at + 1;
  }

  /** Skips blanks and says where that led. */
  int blanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return column();
  }

  boolean atEnd() {
    blanks();
    return at == text.length();
  }

  boolean looksAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  void skip() {
    at++;
  }

  /** Takes a character after blanks, if it is there. */
  boolean take(char c) {
    blanks();
    if (!looksAt(c)) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes a whole word after blanks, in either case, if it is there. */
  boolean word(String word) {
    blanks();
    int end = at + word.length();
    boolean there =
        text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || !isWord(text.charAt(end)));
    if (there) {
      at = end;
    }
    return there;
  }

  /** Takes a name after blanks; empty if there is none. */
  String name() {
    blanks();
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes the letters of an operator that is written as a word. */
  String operator() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes a sign that compares, after blanks; empty if there is none. */
  String symbol() {
    blanks();
    for (String sign : new String[] {">=", "<=", "!=", ":", "=", ">", "<"}) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return sign;
      }
    }
    return "";
  }

  /** Takes a value: a quoted text, or all up to a blank, a bracket, a comma or a quote. */
  String value(String expected) {
    blanks();
    if (looksAt('\'') || looksAt('"')) {
      return quoted();
    }
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw expected("a value: " + expected);
    }
    return text.substring(start, at);
  }

  /** A quote within is doubled or follows a backslash; so does a backslash. */
  private String quoted() {
    int start = column();
    char quote = text.charAt(at++);
    var value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      char next = at < text.length() ? text.charAt(at) : 0;
      boolean doubled = c == quote && next == quote;
      boolean behindBackslash = c == '\\' && (next == quote || next == '\\');
      if (doubled || behindBackslash) {
        value.append(text.charAt(at++));
      } else if (c == quote) {
        return value.toString();
      } else {
        value.append(c);
      }
    }
    throw expected("the closing %c for column %d".formatted(quote, start));
  }

  /** The refusal for what stands here. */
  ApiException expected(String what) {
    int column = blanks();
    String rest = text.substring(at);
    String found = rest.isEmpty() ? "the end" : "`" + shown(rest) + "`";
    return refuse(column, "expected %s, but found %s".formatted(what, found));
  }

  /** The refusal for what stands in a column. */
  ApiException refuse(int column, String problem) {
    return new ApiException(ErrorCode.BAD_REQUEST, "`q`, column %d: %s".formatted(column, problem));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isNamePart(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || c == '_' || (c >= '0' && c <= '9');
  }

  private static boolean isWord(char c) {
    return !isBlank(c) && "()'\",".indexOf(c) < 0;
  }
}
