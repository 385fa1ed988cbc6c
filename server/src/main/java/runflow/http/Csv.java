package runflow.http;

import java.util.Arrays;
import java.util.stream.Collectors;
import runflow.money.Money;

/** A table as RFC 4180 writes it, with a line of names first, for answers that are saved. */
public final class Csv {
  private final StringBuilder text = new StringBuilder();

  public Csv(String... names) {
    line((Object[]) names);
  }

  /** Adds a line; an amount is written in dollars. */
  public Csv line(Object... cells) {
    text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
        .append("\r\n");
    return this;
  }

  /** A text that a spreadsheet would take for a formula begins with a quote, which hides. */
  private static String cell(Object value) {
    String cell = value instanceof Money amount ? amount.decimal() : value.toString();
    if (value instanceof String && !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0) {
      cell = "'" + cell;
    }
    boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  /** As an answer that a browser saves. */
  public Reply.Bytes reply(String fileName) {
    return Reply.text("text/csv", text.toString())
        .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
        .with("Vary", "Accept");
  }
}
