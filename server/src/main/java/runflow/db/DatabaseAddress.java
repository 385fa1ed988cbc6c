package runflow.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How to reach a PostgreSQL; its text form hides the password. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
  private static final String LONGEST_SECONDS = "10";

  /**
   * Opens a connection outside the pool. It gives up on a server that has not answered for ten
   * seconds.
   *
   * @param application how the server names it, e.g. in {@code pg_stat_activity}
   */
  public Connection connect(String application) throws SQLException {
    var settings = new Properties();
    settings.setProperty("user", user);
    settings.setProperty("password", password);
    settings.setProperty("ApplicationName", application);
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("connectTimeout", LONGEST_SECONDS);
    settings.setProperty("socketTimeout", LONGEST_SECONDS);
    return DriverManager.getConnection(jdbcUrl, settings);
  }

  @Override
  public String toString() {
    return "DatabaseAddress[" + jdbcUrl + ", user=" + user + ", password=********]";
  }
}
