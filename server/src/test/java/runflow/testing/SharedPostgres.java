package runflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.db.EmbeddedDatabase;
import runflow.db.Migrations;

/**
 * One PostgreSQL for all tests of this JVM; every test server gets a fresh copy of the migrated
 * schema.
 */
public final class SharedPostgres {
  private static final int CONNECTIONS = 400;
  private static final String TEMPLATE = "runflow_template";

  private static final String REMOVE =
      """
      read -r pid < "$1/postgres/postmaster.pid" && kill -QUIT "$pid"
      rm -rf "$1" || { sleep 1; rm -rf "$1"; }
      """;

  private static final AtomicInteger COPIES = new AtomicInteger();
  private static final DatabaseAddress SERVER = start();

  private SharedPostgres() {}

  /** A migrated database without a row. */
  public static DatabaseAddress freshDatabase() {
    return create(" template " + TEMPLATE);
  }

  /** A database without a schema. */
  public static DatabaseAddress emptyDatabase() {
    return create("");
  }

  private static DatabaseAddress create(String options) {
    String name = "test_" + COPIES.incrementAndGet();
    execute("create database " + name + options);
    return at(name);
  }

  private static DatabaseAddress start() {
    try {
      Path folder = Files.createTempDirectory("runflow-test-postgres");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return EmbeddedDatabase.start(folder, CONNECTIONS, line -> {}).address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static {
    // It would look into every test's database in turn, in the end several of them a second.
    execute("alter system set autovacuum_naptime = '1h'");
    // Nothing here outlives this JVM: what survives a crash is for the crash campaign to ask.
    execute("alter system set fsync = off");
    execute("select pg_reload_conf()");
    execute("create database " + TEMPLATE);
    try (Db db = Db.open(at(TEMPLATE), 4)) {
      Migrations.apply(db, at(TEMPLATE));
    }
  }

  /**
   * Leaves it to a shell: writing out and deleting a hundred databases outlasts Surefire's
   * patience.
   */
  private static void remove(Path folder) {
    try {
      new ProcessBuilder("sh", "-c", REMOVE, "remove", folder.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatabaseAddress at(String name) {
    return new DatabaseAddress(
        SERVER.jdbcUrl().replaceFirst("/postgres$", "/" + name), SERVER.user(), SERVER.password());
  }

  private static void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
