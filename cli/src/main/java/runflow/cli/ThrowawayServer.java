package runflow.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** A server on a free port whose data folder goes with it, also when the process is stopped. */
final class ThrowawayServer implements AutoCloseable {
  /** What is taken over from the environment: how to render, but no address and no data. */
  private static final List<String> KEPT = List.of("RUNFLOW_ENGINE_FFMPEG", "RUNFLOW_ENGINE_SLOTS");

  /** Nobody waits for a demo that was stopped, so nothing is drained. */
  private static final Map<String, String> FLAGS =
      Map.of("http.host", "127.0.0.1", "http.port", "0", "http.dev", "true", "runs.drain", "500ms");

  private final Path data;
  private final App app;
  private boolean closed;

  private ThrowawayServer(Path data, App app) {
    this.data = data;
    this.app = app;
  }

  /**
   * Starts one.
   *
   * @throws CommandException with the reason if it cannot start
   */
  static ThrowawayServer start(Map<String, String> environment) throws InterruptedException {
    // Its log would run through the progress bars; warnings still show.
    System.setProperty("org.slf4j.simpleLogger.log.runflow", "warn");
    Path data = folder();
    Map<String, String> kept = new HashMap<>(environment);
    kept.keySet().retainAll(KEPT);
    Map<String, String> flags = new HashMap<>(FLAGS);
    flags.put("data", data.toString());
    try {
      var server = new ThrowawayServer(data, ServerStart.start(Settings.load(flags, kept)));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "runflow-demo-stop"));
      return server;
    } catch (CommandException | InterruptedException e) {
      delete(data);
      throw e;
    }
  }

  String baseUrl() {
    return app.baseUrl();
  }

  ClientOptions client() {
    return ClientOptions.of(URI.create(app.baseUrl()), app.credentials().testKey());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      app.close();
      delete(data);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("runflow-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("the demo needs a temporary folder", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder is left over: " + folder, e);
    }
  }
}
