package runflow.docs;

import java.util.List;
import java.util.regex.Matcher;

/** Colours code: HTML in which comments, strings, numbers and words of the language are marked. */
final class Highlight {
  private static final List<String> KINDS =
      List.of("comment", "key", "string", "variable", "number", "keyword");

  private Highlight() {}

  /** The code as escaped HTML with {@code <span class="tok-…">} around its tokens. */
  static String html(Language language, String code) {
    if (language == Language.TEXT) {
      return escaped(code);
    }
    var html = new StringBuilder();
    Matcher token = language.tokens().matcher(code);
    int from = 0;
    while (token.find()) {
      html.append(escaped(code.substring(from, token.start())));
      html.append("<span class=\"tok-").append(kind(token)).append("\">");
      html.append(escaped(token.group())).append("</span>");
      from = token.end();
    }
    return html.append(escaped(code.substring(from))).toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String kind(Matcher token) {
    return KINDS.stream().filter(kind -> token.group(kind) != null).findFirst().orElseThrow();
  }
}
