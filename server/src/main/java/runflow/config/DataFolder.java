package runflow.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a platform keeps an application's data. */
final class DataFolder {
  private DataFolder() {}

  static Path byPlatform(Map<String, String> environment) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home", "."));
    if (system.startsWith("mac")) {
      return home.resolve("Library/Application Support/Runflow");
    }
    if (system.startsWith("windows")) {
      String local =
          environment.getOrDefault("LOCALAPPDATA", home.resolve("AppData/Local").toString());
      return Path.of(local, "Runflow");
    }
    String base = environment.getOrDefault("XDG_DATA_HOME", "");
    return (base.isEmpty() ? home.resolve(".local/share") : Path.of(base)).resolve("runflow");
  }
}
