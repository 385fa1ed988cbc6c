package runflow.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A message of the API as a sentence on a page: what it quotes in backticks is code. */
public final class Message {
  private Message() {}

  /** One stretch of a message. */
  public record Part(String text, boolean code) {}

  /** The stretches of a message in order; an odd backtick at the end stands for itself. */
  public static List<Part> parts(String message) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    while (from < message.length()) {
      int open = message.indexOf('`', from);
      int close = open < 0 ? -1 : message.indexOf('`', open + 1);
      int end = close < 0 ? message.length() : open;
      if (end > from) {
        parts.add(new Part(message.substring(from, end), false));
      }
      if (close > 0) {
        parts.add(new Part(message.substring(open + 1, close), true));
      }
      from = close < 0 ? message.length() : close + 1;
    }
    if (!parts.isEmpty() && !parts.getFirst().code()) {
      parts.set(0, new Part(capital(parts.getFirst().text()), false));
    }
    return parts;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
