package runflow.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import runflow.db.DatabaseAddress;

/** The campaign's own way into a server's database: to audit it, and to hold what it does. */
record Sql(DatabaseAddress address) {
  private static final int PORT_LINE = 3;

  /** The embedded database of a data folder, which must be running. */
  static Sql embeddedIn(Path data) throws IOException {
    String port = Files.readAllLines(pidFile(data)).get(PORT_LINE).strip();
    String password = Files.readString(data.resolve("postgres.password")).strip();
    return new Sql(
        new DatabaseAddress(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password));
  }

  /** Where PostgreSQL says which process it is. */
  static Path pidFile(Path data) {
    return data.resolve("postgres/postmaster.pid");
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  /** Every row of a query; a collection of ids is passed as an array. */
  List<Map<String, Object>> rows(String query, Object... parameters) throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(query)) {
      bind(connection, statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (result.next()) {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }

  /** The one number that a query answers. */
  long count(String query, Object... parameters) throws SQLException {
    Object value = rows(query, parameters).getFirst().values().iterator().next();
    return ((Number) value).longValue();
  }

  private static void bind(Connection connection, PreparedStatement statement, Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Collection<?> ids) {
        Array array =
            connection.createArrayOf(
                "uuid", ids.stream().map(id -> UUID.fromString(id.toString())).toArray());
        statement.setArray(i + 1, array);
      } else if (values[i] instanceof UUID id) {
        statement.setObject(i + 1, id, Types.OTHER);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
  }
}
