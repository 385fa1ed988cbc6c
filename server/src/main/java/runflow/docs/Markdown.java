package runflow.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Markdown building blocks. */
final class Markdown {
  private Markdown() {}

  /** A table; cells are escaped. */
  static String table(List<String> head, List<List<String>> rows) {
    var out = new StringBuilder(row(head));
    out.append("|").append(" --- |".repeat(head.size())).append("\n");
    rows.forEach(cells -> out.append(row(cells)));
    return out.toString();
  }

  static List<String> cells(String... cells) {
    return Arrays.asList(cells);
  }

  /** Inline code; text that holds a backtick gets a longer fence. */
  static String code(String text) {
    return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
  }

  static String fence(String language, String text) {
    return "```" + language + "\n" + text.stripTrailing() + "\n```\n";
  }

  static String link(String text, String url) {
    return "[" + text + "](" + url + ")";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
