package runflow.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.db.Db;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * How PostgreSQL executed what a server asked it, as its {@code auto_explain} writes into the log.
 * Only connections that are opened after this was set up are seen.
 */
public final class SeenPlans {
  private static final Pattern PLAN =
      Pattern.compile("LOG:  duration: [\\d.]+ ms  plan:\\n((?:\\t.*\\n)+)");

  private final Path log;
  private long read;

  private SeenPlans(Path log) throws IOException {
    this.log = log;
    this.read = size();
  }

  /** Lets a database of {@link SharedPostgres} explain each statement. */
  public static SeenPlans of(Db db) throws IOException {
    String data =
        db.query(
            sql -> {
              String name = sql.createQuery("select current_database()").mapTo(String.class).one();
              for (String setting :
                  List.of(
                      "session_preload_libraries = 'auto_explain'",
                      "auto_explain.log_min_duration = 0",
                      "auto_explain.log_analyze = on",
                      "auto_explain.log_buffers = on",
                      "auto_explain.log_timing = off",
                      "auto_explain.log_parameter_max_length = 0",
                      "auto_explain.log_format = json")) {
                sql.execute("alter database " + name + " set " + setting);
              }
              return sql.createQuery("show data_directory").mapTo(String.class).one();
            });
    return new SeenPlans(Path.of(data).resolveSibling("postgres.log"));
  }

  /**
   * One statement.
   *
   * @param plan as {@code explain (analyze, buffers, format json)} gives it
   */
  public record Seen(JsonNode plan) {
    /** How many buffers of 8 KiB it looked at; one that is looked at twice counts twice. */
    public long buffers() {
      return plan.at("/Plan/Shared Hit Blocks").longValue()
          + plan.at("/Plan/Shared Read Blocks").longValue();
    }

    /** Names of the indexes it went through. */
    public List<String> indexes() {
      return plan.findValuesAsString("Index Name").stream().distinct().toList();
    }

    /** Names of the tables that it read from end to end. */
    public List<String> scanned() {
      return plan.findParents("Node Type").stream()
          .filter(node -> node.path("Node Type").stringValue().equals("Seq Scan"))
          .map(node -> node.path("Relation Name").asString(""))
          .toList();
    }
  }

  /** What was executed since the last look. */
  public List<Seen> since() throws IOException {
    long from = read;
    read = size();
    byte[] bytes = new byte[(int) (read - from)];
    try (var in = new RandomAccessFile(log.toFile(), "r")) {
      in.seek(from);
      in.readFully(bytes);
    }
    Matcher matcher = PLAN.matcher(new String(bytes, StandardCharsets.UTF_8));
    List<Seen> seen = new ArrayList<>();
    while (matcher.find()) {
      seen.add(new Seen(Json.tree(matcher.group(1))));
    }
    return seen;
  }

  private long size() throws IOException {
    try (var in = new RandomAccessFile(log.toFile(), "r")) {
      return in.length();
    }
  }
}
