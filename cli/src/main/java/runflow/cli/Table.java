package runflow.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows below each other, as wide as they need. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Writes the titles and every row. */
  void say(Terminal terminal) {
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(("%-" + (width(i) + 2) + "s").formatted(row.get(i)));
      }
      terminal.say(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
