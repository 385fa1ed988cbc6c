package runflow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's {@code auto_explain} has written into its log, statement by statement. */
final class StatementTimes {
  private static final Pattern START = Pattern.compile("duration: ([0-9.]+) ms  plan:");
  private static final String QUERY = "\tQuery Text: ";

  private final Map<String, Timed> statements = new TreeMap<>();
  private final StringBuilder sql = new StringBuilder();
  private final StringBuilder plan = new StringBuilder();
  private double millis = -1;

  private StatementTimes() {}

  /** All executions of one statement, and the plan of the last. */
  static final class Timed {
    private final List<Double> millis = new ArrayList<>();
    private String plan = "";

    int count() {
      return millis.size();
    }

    double median() {
      return millis.stream().sorted().toList().get(millis.size() / 2);
    }
  }

  /** Reads the log from an offset on. */
  static Map<String, Timed> read(Path log, long from) throws IOException {
    var times = new StatementTimes();
    try (FileChannel channel = FileChannel.open(log).position(from);
        var lines =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        times.line(line);
      }
    }
    times.end();
    return times.statements;
  }

  static String text(Map<String, Timed> statements) {
    var text = new StringBuilder();
    statements.forEach(
        (sql, timed) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s%n  %d times, median %.3f ms; the last:%n%s%n",
                    sql,
                    timed.count(),
                    timed.median(),
                    timed.plan)));
    return text.toString();
  }

  /** A statement's text, then its plan, are the lines that begin with a tab after the start. */
  private void line(String line) {
    if (!line.startsWith("\t")) {
      end();
      Matcher start = START.matcher(line);
      if (start.find()) {
        millis = Double.parseDouble(start.group(1));
      }
    } else if (millis >= 0) {
      if (plan.isEmpty() && !line.contains("(cost=")) {
        sql.append(line.startsWith(QUERY) ? line.substring(QUERY.length()) : line).append(' ');
      } else {
        plan.append("  ").append(line.strip().isEmpty() ? "" : line.substring(1)).append('\n');
      }
    }
  }

  private void end() {
    if (millis >= 0 && !plan.isEmpty()) {
      @Nullable Timed known = statements.get(name());
      Timed timed = known == null ? new Timed() : known;
      timed.millis.add(millis);
      timed.plan = plan.toString();
      statements.put(name(), timed);
    }
    millis = -1;
    sql.setLength(0);
    plan.setLength(0);
  }

  private String name() {
    return sql.toString().replaceAll("\\s+", " ").strip();
  }
}
