package runflow.http;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import runflow.error.StorageAwayException;

/**
 * Trouble below the server that its caller may hear of: a full disk, a database or a bucket that is
 * away.
 */
final class Outage {
  private static final int DEEPEST = 20;
  private static final String DISK_FULL = "the server's disk is full";
  private static final String DATABASE_AWAY = "the server's database does not answer at the moment";

  private static final String STORAGE_AWAY =
      "the server's file storage does not answer at the moment";

  private Outage() {}

  /** What is out of order, in words for a caller; empty if the failure is of another kind. */
  static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < DEEPEST; i++) {
      Optional<String> words =
          switch (cause) {
            case SQLTransientConnectionException e -> Optional.of(DATABASE_AWAY);
            case SQLException e -> ofState(String.valueOf(e.getSQLState()));
            case StorageAwayException e -> Optional.of(STORAGE_AWAY);
            case IOException e when String.valueOf(e.getMessage()).contains("No space left") ->
                Optional.of(DISK_FULL);
            default -> Optional.empty();
          };
      if (words.isPresent()) {
        return words;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** PostgreSQL's classes: 08 connection, 53 out of resources, 57P the operator stops it. */
  private static Optional<String> ofState(String state) {
    if (state.equals("53100")) {
      return Optional.of(DISK_FULL);
    }
    return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")
        ? Optional.of(DATABASE_AWAY)
        : Optional.empty();
  }
}
