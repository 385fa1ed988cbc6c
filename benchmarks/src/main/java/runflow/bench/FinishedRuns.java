package runflow.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import runflow.db.DatabaseAddress;

/**
 * Fills a database with runs: copies of one that the server itself has finished, with new ids and
 * earlier times, so that rows are as wide as real ones whatever the schema is. Balances stay as
 * they are.
 */
final class FinishedRuns {
  private static final int CHUNK = 100_000;

  /** Between two copies, in seconds. */
  private static final double PACE = 0.25;

  private FinishedRuns() {}

  static void copy(DatabaseAddress database, String template, long count) throws SQLException {
    try (Connection connection = Lab.connect(database)) {
      execute(connection, "set session_replication_role = replica");
      execute(connection, "create temp table copied (id uuid, earlier interval)");
      for (long done = 0; done < count; done += CHUNK) {
        next(connection, count - done, Math.min(CHUNK, count - done));
        insert(connection, "run", "id", template);
        insert(connection, "ledger_entry", "run_id", template);
        if (done > 0 && done % (10 * CHUNK) == 0) {
          Lab.say("%d runs copied".formatted(done));
        }
      }
      execute(connection, "drop table copied");
      execute(connection, "vacuum (analyze) run");
      execute(connection, "vacuum (analyze) ledger_entry");
      execute(connection, "checkpoint");
    }
  }

  /** The oldest come first, as they would have. */
  private static void next(Connection connection, long oldest, long count) throws SQLException {
    execute(connection, "truncate copied");
    execute(
        connection,
        """
        insert into copied
        select uuidv7(-age), age
        from (select make_interval(secs => (%d - n) * %s) age from generate_series(0, %d) n)
        """
            .formatted(oldest, PACE, count - 1));
  }

  private static void insert(Connection connection, String table, String key, String template)
      throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (PreparedStatement columns =
        connection.prepareStatement(
            """
            select column_name, data_type from information_schema.columns
            where table_schema = 'public' and table_name = ?
              and is_identity = 'NO' and is_generated = 'NEVER'
            """)) {
      columns.setString(1, table);
      try (ResultSet column = columns.executeQuery()) {
        while (column.next()) {
          String name = column.getString(1);
          names.add(name);
          values.add(value(name, column.getString(2), key));
        }
      }
    }
    try (PreparedStatement copy =
        connection.prepareStatement(
            "insert into %s (%s) select %s from copied c, %s t where t.%s = ?"
                .formatted(
                    table, String.join(", ", names), String.join(", ", values), table, key))) {
      copy.setObject(1, UUID.fromString(template));
      copy.executeUpdate();
    }
  }

  private static String value(String column, String type, String key) {
    if (column.equals(key)) {
      return "c.id";
    }
    return type.startsWith("timestamp") ? "t." + column + " - c.earlier" : "t." + column;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
