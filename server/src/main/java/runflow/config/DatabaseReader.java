package runflow.config;

/** Reads which database the server works on. */
final class DatabaseReader {
  private DatabaseReader() {}

  static Config.Database read(RawSettings raw) {
    return new Config.Database(
        raw.optional(
            "database.url", "a URL that starts with jdbc:postgresql:", DatabaseReader::jdbc),
        raw.text("database.user").value(),
        raw.text("database.password").value(),
        raw.required("database.connections", "a number from 4 to 500", Forms.between(4, 500), 16));
  }

  private static String jdbc(String text) {
    if (!text.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not a PostgreSQL URL");
    }
    return text;
  }
}
