package runflow.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import runflow.App;
import runflow.client.ClientOptions;
import runflow.config.Config;

/** A server on a free port whose data folder goes with it, also when the process is stopped. */
final class ThrowawayServer implements AutoCloseable {
  /** What is taken over from the environment: how to render, but no address and no data. */
  private static final List<String> KEPT = List.of("RUNFLOW_ENGINE_FFMPEG", "RUNFLOW_ENGINE_SLOTS");

  /** Nobody waits for a demo that was stopped, so nothing is drained. */
  private static final Map<String, String> FLAGS =
      Map.of("http.host", "127.0.0.1", "http.port", "0", "http.dev", "true", "runs.drain", "500ms");

  private final App app;
  private final Ending ending;

  private ThrowawayServer(App app, Ending ending) {
    this.app = app;
    this.ending = ending;
  }

  /**
   * Starts one.
   *
   * @throws CommandException with the reason if it cannot start
   * @throws InterruptedException if the process was told to stop meanwhile
   */
  static ThrowawayServer start(Map<String, String> environment) throws InterruptedException {
    // Its log would run through the progress bars; warnings still show.
    System.setProperty("org.slf4j.simpleLogger.log.runflow", "warn");
    var start = new ServerStart();
    Path data = folder();
    var ending = new Ending(start, data);
    Runtime.getRuntime().addShutdownHook(new Thread(ending::close, "runflow-demo-stop"));
    try {
      return new ThrowawayServer(start.start(config(environment, data)), ending);
    } catch (CommandException | InterruptedException e) {
      try {
        ending.close();
      } catch (CommandException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  String baseUrl() {
    return app.baseUrl();
  }

  ClientOptions client() {
    return ClientOptions.of(URI.create(app.baseUrl()), app.credentials().testKey());
  }

  /**
   * Stops it and deletes what it kept. Idempotent.
   *
   * @throws CommandException which names the folder if that stays behind
   */
  @Override
  public void close() {
    ending.close();
  }

  private static Config config(Map<String, String> environment, Path data) {
    Map<String, String> kept = new HashMap<>(environment);
    kept.keySet().retainAll(KEPT);
    Map<String, String> flags = new HashMap<>(FLAGS);
    flags.put("data", data.toString());
    return Settings.load(flags, kept);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("runflow-demo-");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "the demo needs a temporary folder and could not make one: " + e);
    }
  }

  /** The end of a server, whether it has started by then or not. */
  private static final class Ending {
    private final ServerStart start;
    private final Path data;
    private boolean closed;

    Ending(ServerStart start, Path data) {
      this.start = start;
      this.data = data;
    }

    synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      try {
        start.stop();
        delete(data);
      } catch (Exception e) {
        throw new CommandException(
            ExitCode.FAILED, "the demo's folder %s is left over: %s".formatted(data, e));
      }
    }

    private static void delete(Path folder) throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
