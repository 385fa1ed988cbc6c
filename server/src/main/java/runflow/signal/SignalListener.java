package runflow.signal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.DatabaseAddress;

/**
 * Hears what other nodes tell, on one connection outside the pool. When the connection breaks it is
 * opened again after a pause; before and after that it says that signals may have been lost.
 *
 * <p>A server that vanished without a word is noticed because each silence of ten seconds ends in a
 * statement, whose answer has as long to come.
 */
final class SignalListener implements AutoCloseable {
  static final String CHANNEL = "runflow";

  /** Tests find the connection by it. */
  static final String APPLICATION = "runflow-listen";

  private static final Logger log = LoggerFactory.getLogger(SignalListener.class);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final DatabaseAddress database;
  private final Consumer<String> heard;
  private final Runnable gap;
  private final Worker worker;
  private volatile boolean listening;

  /**
   * Starts to listen.
   *
   * @param heard gets each payload
   * @param gap is told when listening has begun and when it has ended unasked
   */
  SignalListener(DatabaseAddress database, Consumer<String> heard, Runnable gap) {
    this.database = database;
    this.heard = heard;
    this.gap = gap;
    this.worker = Worker.start("signal-listener", this::work);
  }

  /** Whether signals arrive now, as far as is known. */
  boolean listening() {
    return listening;
  }

  private void work() {
    boolean told = false;
    while (true) {
      try (Connection connection = database.connect(APPLICATION)) {
        begin(connection);
        if (told) {
          log.info("signals of other nodes arrive again");
          told = false;
        }
        hear(connection);
      } catch (SQLException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        if (!told) {
          log.warn(
              "signals of other nodes do not arrive; waits read each second: {}", e.toString());
          told = true;
        }
      }
      end();
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void begin(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    listening = true;
    gap.run();
  }

  private void end() {
    if (listening) {
      listening = false;
      gap.run();
    }
  }

  private void hear(Connection connection) throws SQLException {
    var source = connection.unwrap(PGConnection.class);
    while (!Thread.currentThread().isInterrupted()) {
      PGNotification[] came = source.getNotifications((int) SILENCE.toMillis());
      for (PGNotification notification : came) {
        heard.accept(notification.getParameter());
      }
      if (came.length == 0 && !connection.isValid((int) SILENCE.toSeconds())) {
        throw new SQLException("the database does not answer");
      }
    }
  }

  /** Ends at once. Idempotent. */
  @Override
  public void close() {
    worker.end(LONGEST_END);
  }
}
