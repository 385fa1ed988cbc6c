package runflow.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import runflow.db.DatabaseAddress;

/** Runs of a server under test, made and looked at outside the measurements. */
final class Runs {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int ID_LENGTH = 36;

  private Runs() {}

  /**
   * A run as the API shows it.
   *
   * @param created the answer to its creation
   * @param finished the run after its success
   */
  record Sample(String id, String created, String finished) {}

  /** Creates one run and waits for its success. */
  static Sample finishOne(Lab.Running server) throws Exception {
    try (var connection = open(server.child().url())) {
      create(connection, Requests.create(server.key(), Requests.Fate.SUCCEED));
      String created = connection.body();
      String id = id(created);
      byte[] look = Requests.get("/v1/runs/" + id, server.key());
      long end = System.nanoTime() + LONGEST.toNanos();
      do {
        if (System.nanoTime() > end) {
          throw new IOException("the run did not succeed: " + connection.body());
        }
        Thread.sleep(5);
        connection.exchange(look);
      } while (!connection.body().contains("\"status_code\":\"succeeded\""));
      return new Sample(id, created, connection.body());
    }
  }

  /** Creates runs one after the other. */
  static void createMany(Lab.Running server, int count, Requests.Fate fate) throws IOException {
    byte[] request = Requests.create(server.key(), fate);
    try (var connection = open(server.child().url())) {
      for (int i = 0; i < count; i++) {
        create(connection, request);
      }
    }
  }

  /** The id in the answer to a creation. */
  static String id(String answer) {
    int start = answer.indexOf("\"id\":\"") + 6;
    return answer.substring(start, start + ID_LENGTH);
  }

  /** Waits until every run has ended; says so if that takes too long. */
  static void awaitIdle(Lab.Running server, Duration longest) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    long open = count(server.database(), "completed_at is null");
    while (open > 0 && System.nanoTime() < end) {
      Thread.sleep(200);
      open = count(server.database(), "completed_at is null");
    }
    if (open > 0) {
      Lab.say("%d runs are still open after %d s".formatted(open, longest.toSeconds()));
    }
  }

  static long count(DatabaseAddress database, String condition) throws SQLException {
    try (Connection connection = Lab.connect(database);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from run where " + condition)) {
      count.next();
      return count.getLong(1);
    }
  }

  private static runflow.bench.Connection open(URI url) throws IOException {
    return runflow.bench.Connection.open(url);
  }

  private static void create(runflow.bench.Connection connection, byte[] request)
      throws IOException {
    if (connection.exchange(request) != 201) {
      throw new IOException("the run was not created: " + connection.answer());
    }
  }
}
