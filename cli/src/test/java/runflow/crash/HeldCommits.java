package runflow.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Holds every commit of a database after it is durable and before its client hears of it, by
 * waiting for a standby that does not exist. A session that is held keeps its locks, so the tables
 * tell which transaction it is.
 */
final class HeldCommits implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** Longer than a step of a run; a hold that caught nothing of interest is given up by then. */
  private static final Duration ONE_HOLD = Duration.ofMillis(300);

  private static final Duration BETWEEN_HOLDS = Duration.ofMillis(50);

  private static final String ANY_HELD =
      "select count(*) from pg_stat_activity where wait_event = 'SyncRep'";
  private static final String HELD =
      """
      select count(*) from (
        select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid
        where a.wait_event = 'SyncRep' and l.mode = 'RowExclusiveLock'
          and l.relation = any (?::regclass[]::oid[])
        group by a.pid having count(distinct l.relation) = ?
      ) held
      """;

  private final Connection connection;

  private HeldCommits(Connection connection) {
    this.connection = connection;
  }

  /** Opens the way in; nothing is held yet. */
  static HeldCommits of(Sql sql) throws SQLException {
    return new HeldCommits(sql.open());
  }

  /**
   * Holds until a transaction that wrote to all of the tables has committed without its client
   * knowing. It stays so until this is closed.
   */
  void awaitCommitTo(List<String> tables) throws Exception {
    await("a commit to all of " + tables, () -> isHeld(tables));
  }

  /**
   * Holds until something is so that lasts while nothing commits. It stays so until this is closed.
   *
   * @param what is waited for, for the message
   */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      hold();
      if (Patience.holdsWithin(ONE_HOLD, condition)) {
        return;
      }
      letGo();
      Patience.pause(BETWEEN_HOLDS);
    }
    throw new AssertionError("%s was not caught in %s".formatted(what, LONGEST));
  }

  private void hold() throws SQLException {
    execute("alter system set synchronous_standby_names = 'nobody'");
  }

  private void letGo() throws SQLException {
    execute("alter system reset synchronous_standby_names");
  }

  private void execute(String setting) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
      statement.execute("select pg_reload_conf()");
    }
  }

  private boolean isHeld(List<String> tables) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HELD)) {
      statement.setArray(1, connection.createArrayOf("text", tables.toArray()));
      statement.setInt(2, tables.size());
      try (ResultSet held = statement.executeQuery()) {
        return held.next() && held.getInt(1) > 0;
      }
    }
  }

  /** Lets everything go on; what was held is committed, and seen as such, when this returns. */
  void release() throws Exception {
    letGo();
    Patience.until(LONGEST, "held commits have ended", () -> !anyIsHeld());
  }

  private boolean anyIsHeld() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet held = statement.executeQuery(ANY_HELD)) {
      return held.next() && held.getInt(1) > 0;
    }
  }

  /** What was held ends as committed. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      letGo();
    }
  }
}
