package runflow.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import runflow.db.DatabaseAddress;
import runflow.id.RunId;

/**
 * Rows like one run's, for a table of its own with the same columns, checks and indexes.
 *
 * @param values in the order of the columns, as text
 */
record RunRows(List<String> columns, @Nullable String[] values) {
  private static final String TABLE = "run_like";

  /** Makes the table. */
  static RunRows like(DatabaseAddress database, String run) throws SQLException {
    try (Connection connection = Lab.connect(database);
        Statement statement = connection.createStatement();
        PreparedStatement find = connection.prepareStatement("select * from run where id = ?")) {
      statement.execute("create table %s (like run including all)".formatted(TABLE));
      find.setObject(1, UUID.fromString(run));
      try (ResultSet row = find.executeQuery()) {
        row.next();
        int count = row.getMetaData().getColumnCount();
        @Nullable String[] values = new String[count];
        String[] columns = new String[count];
        for (int i = 0; i < count; i++) {
          columns[i] = row.getMetaData().getColumnName(i + 1);
          values[i] = row.getString(i + 1);
        }
        return new RunRows(List.of(columns), values);
      }
    }
  }

  Insert prepare(Connection connection) throws SQLException {
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(
                TABLE,
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    return new Insert(this, connection.prepareStatement(sql));
  }

  /** Inserts on one connection. */
  record Insert(RunRows rows, PreparedStatement statement) implements AutoCloseable {
    /** Inserts so many rows in one batch. */
    void rows(int count) throws SQLException {
      for (int n = 0; n < count; n++) {
        for (int i : IntStream.range(0, rows.columns().size()).toArray()) {
          boolean id = rows.columns().get(i).equals("id");
          // Without a type each value takes the type of its column.
          statement.setObject(
              i + 1, id ? RunId.create().toString() : rows.values()[i], Types.OTHER);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
