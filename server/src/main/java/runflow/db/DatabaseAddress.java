package runflow.db;

/** How to reach a PostgreSQL; its text form hides the password. */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
  @Override
  public String toString() {
    return "DatabaseAddress[" + jdbcUrl + ", user=" + user + ", password=********]";
  }
}
