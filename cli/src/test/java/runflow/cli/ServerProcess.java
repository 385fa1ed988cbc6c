package runflow.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import runflow.client.ClientOptions;

/** {@code runflow serve} as a process of its own, on a free port and with a data folder. */
final class ServerProcess implements AutoCloseable {
  private static final String ADDRESS = "Runflow is serving at ";

  private final Process process;
  private final String baseUrl;

  private ServerProcess(Process process, String baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /** Starts one; what it prints up to the failure is in the message. */
  static ServerProcess start(Path data, Path log) throws IOException {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--data",
            data.toString(),
            "--port",
            "0");
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("RUNFLOW_"));
    builder.environment().put("RUNFLOW_RUNS_DRAIN", "500ms");
    Process process = builder.start();
    BufferedReader said = process.inputReader();
    Optional<String> first = Optional.ofNullable(said.readLine());
    return new ServerProcess(
        process,
        first
            .filter(line -> line.startsWith(ADDRESS))
            .map(line -> line.substring(ADDRESS.length()))
            .orElseThrow(() -> new AssertionError("the server did not start, see " + log)));
  }

  ClientOptions client(String key) {
    return ClientOptions.of(URI.create(baseUrl), key);
  }

  /** Stops it as an operator would, and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the server did not stop within a minute of SIGTERM");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted while the server stopped", e);
    }
  }
}
