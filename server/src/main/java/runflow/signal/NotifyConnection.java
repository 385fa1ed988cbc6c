package runflow.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.DatabaseAddress;

/**
 * The connection that signals leave by: outside the pool, opened when there is something to send,
 * and not waiting for the disk, because a lost signal costs little. Belongs to one thread.
 */
final class NotifyConnection implements SignalSender.Outlet {
  private static final Logger log = LoggerFactory.getLogger(NotifyConnection.class);
  private static final String SEND =
      "select pg_notify('%s', x) from unnest(?::text[]) x".formatted(SignalListener.CHANNEL);

  private final DatabaseAddress database;
  private Optional<Connection> open = Optional.empty();

  NotifyConnection(DatabaseAddress database) {
    this.database = database;
  }

  @Override
  public void send(List<String> payloads) throws SQLException {
    try (PreparedStatement notify = connection().prepareStatement(SEND)) {
      notify.setArray(1, notify.getConnection().createArrayOf("text", payloads.toArray()));
      notify.execute();
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(database.connect("runflow-notify"));
      try (var settings = open.get().createStatement()) {
        settings.execute("set synchronous_commit = off");
      }
    }
    return open.get();
  }

  @Override
  public void close() {
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (SQLException e) {
      log.debug("a connection that is given up did not close cleanly", e);
    }
    open = Optional.empty();
  }
}
