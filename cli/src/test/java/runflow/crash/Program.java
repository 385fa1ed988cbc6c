package runflow.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import runflow.cli.Main;

/**
 * The real program as it is started from a shell. Its classes come from jars and a cache of loaded
 * classes, because it is started again and again and two thirds of a start is loading them.
 *
 * @param classPath of jars only
 * @param cache exists after the first process that was told to make it has ended
 */
record Program(String classPath, Path cache) {
  /** Packs this build's class folders, without the tests'. */
  static Program pack(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    var paths = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    while (paths.hasMoreTokens()) {
      String entry = paths.nextToken();
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        if (path.endsWith("classes")) {
          Path jar = folder.resolve("program-" + entries.size() + ".jar");
          entries.add(Folders.jar(path, jar).toString());
        }
      } else {
        entries.add(entry);
      }
    }
    return new Program(String.join(File.pathSeparator, entries), folder.resolve("program.aot"));
  }

  /**
   * Starts a server on a free port.
   *
   * @param place of data folder and log, and what goes before the command
   * @param settings environment variables beside those of the system
   */
  Process serve(Place place, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>(place.prefix());
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx192m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:AOTCacheOutput=" + cache,
            "-Xlog:aot=off",
            "-cp",
            classPath,
            Main.class.getName(),
            "serve",
            "--data",
            place.data().toString(),
            "--port",
            "0"));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("RUNFLOW_"));
    builder.environment().put("RUNFLOW_LIMITS_CREATIONS_PER_SECOND", "0");
    builder.environment().putAll(settings);
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(place.log().toFile())).start();
  }

  /**
   * Where a server keeps its data and its log.
   *
   * @param data as the server names it
   * @param seen the same folder as this process can reach it
   * @param prefix what goes before the command
   */
  record Place(Path data, Path seen, Path log, List<String> prefix) {
    static Place in(Path folder) {
      return new Place(
          folder, folder, folder.resolveSibling(folder.getFileName() + ".log"), List.of());
    }
  }
}
