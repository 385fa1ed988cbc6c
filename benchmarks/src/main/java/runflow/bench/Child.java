package runflow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A program of ours in a process of its own. It writes one line of JSON when it is ready, with its
 * {@code url} and whatever else it tells, then a line with its clock for each line that it reads,
 * and ends when its standard input does: also when this process is killed.
 */
final class Child implements AutoCloseable {
  /** As `./runflow serve` sets them; limits run with the same ones. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:MaxRAMPercentage=50",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Duration END = Duration.ofSeconds(20);

  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final JsonNode told;

  private Child(Process process, BufferedReader out, Writer in, JsonNode told) {
    this.process = process;
    this.out = out;
    this.in = in;
    this.told = told;
  }

  /**
   * Starts a program.
   *
   * @param log gets its standard error
   * @throws IOException if it ends before it is ready
   */
  static Child start(Class<?> program, Path log, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.add("-cp");
    command.add(ManagementFactory.getRuntimeMXBean().getClassPath());
    command.add(program.getName());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String first = out.readLine();
    // The JVM itself may have something to say before, for instance about a recording.
    while (first != null && !first.startsWith("{")) {
      first = out.readLine();
    }
    if (first == null) {
      process.destroyForcibly();
      throw new IOException(program.getSimpleName() + " did not start; see " + log);
    }
    var child =
        new Child(process, out, process.outputWriter(StandardCharsets.UTF_8), Json.tree(first));
    child.requireSameClock();
    return child;
  }

  /** The program's side: says that it is ready and serves its standard input to the end. */
  static void serve(JsonNode ready) throws IOException {
    System.out.println(Json.text(ready));
    var lines =
        new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      System.out.println(System.nanoTime());
    }
  }

  URI url() {
    return URI.create(tell("url"));
  }

  String tell(String name) {
    return told.path(name).stringValue();
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  /** Times of both processes are compared, so their clocks must be one. */
  private void requireSameClock() throws IOException {
    long before = System.nanoTime();
    in.write("clock\n");
    in.flush();
    String line = out.readLine();
    long after = System.nanoTime();
    if (line == null || Long.parseLong(line) < before || Long.parseLong(line) > after) {
      throw new IOException(
          "System.nanoTime() of two processes differs here: %d, %s, %d"
              .formatted(before, line, after));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
  }
}
