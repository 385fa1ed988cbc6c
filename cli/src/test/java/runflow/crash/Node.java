package runflow.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One server: a data folder and the process that serves it now. It can be killed and started again
 * as often as one likes; nothing that it started outlives {@link #close}, or this JVM.
 */
final class Node implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(60);
  private static final String SERVING = "Runflow is serving at ";
  private static final int LAST_LINES = 60;
  private static final Set<Node> OPEN = ConcurrentHashMap.newKeySet();

  private final Program program;
  private final Program.Place place;
  private final Map<String, String> settings;
  private volatile Optional<Life> life = Optional.empty();

  /** One process. The future fails when it ends before it serves. */
  private record Life(Process process, long begun, CompletableFuture<Ready> ready) {}

  /**
   * A server that answers.
   *
   * @param baseUrl e.g. {@code http://127.0.0.1:43127}
   * @param took from the start of its process
   */
  record Ready(String baseUrl, Duration took, Instant at) {}

  /** A server that is not started yet. */
  Node(Program program, Program.Place place, Map<String, String> settings) {
    this.program = program;
    this.place = place;
    this.settings = settings;
    OPEN.add(this);
  }

  /** Ends whatever a test that was cut off left behind. */
  static void closeAll() {
    OPEN.forEach(Node::close);
  }

  /** Starts the process and waits until it serves. */
  Ready start() throws Exception {
    begin();
    return ready();
  }

  /** Starts the process and does not wait. */
  void begin() throws IOException {
    var ready = new CompletableFuture<Ready>();
    long begun = System.nanoTime();
    Process process = program.serve(place, settings);
    life = Optional.of(new Life(process, begun, ready));
    Thread.ofVirtual().start(() -> listen(process, begun, ready));
  }

  private static void listen(Process process, long begun, CompletableFuture<Ready> ready) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(SERVING)) {
          Duration took = Duration.ofNanos(System.nanoTime() - begun);
          ready.complete(new Ready(line.substring(SERVING.length()), took, Instant.now()));
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("the server ended before it served"));
  }

  /** Waits until the process serves. */
  Ready ready() throws Exception {
    try {
      return current().ready().get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the server did not start; its log ends:\n" + logEnd(), e);
    }
  }

  /** Where it answers at this moment; empty while it does not. */
  Optional<String> baseUrl() {
    return life.filter(it -> it.process().isAlive())
        .map(it -> it.ready().isCompletedExceptionally() ? null : it.ready().getNow(null))
        .map(Ready::baseUrl);
  }

  Path data() {
    return place.seen();
  }

  long pid() {
    return current().process().pid();
  }

  /** The way into its embedded database. */
  Sql sql() throws IOException {
    return Sql.embeddedIn(place.seen());
  }

  /** Waits for the given time, unless the process ends by itself before that. */
  void survive(Duration time) throws InterruptedException {
    if (current().process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the server ended by itself; its log ends:\n" + logEnd());
    }
  }

  /** SIGKILL to the server alone: its database goes on. */
  void kill() throws InterruptedException {
    current().process().destroyForcibly().waitFor();
  }

  /** SIGKILL to the server and its database, as when a machine loses its power. */
  void killWithDatabase() throws Exception {
    kill();
    for (ProcessHandle process : database()) {
      process.destroyForcibly();
      Patience.until(LONGEST_DEATH, "PostgreSQL ended", () -> ended(process));
    }
  }

  /**
   * SIGTERM.
   *
   * @return the exit code
   */
  int stop(Duration bound) throws InterruptedException {
    Process process = current().process();
    process.destroy();
    if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(
          "the server did not stop in " + bound + "; its log ends:\n" + logEnd());
    }
    return process.exitValue();
  }

  /** Also when nobody fetches its exit status, as happens in containers. */
  private static boolean ended(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  /** The postmaster first, then its children. */
  private List<ProcessHandle> database() throws IOException {
    Path file = Sql.pidFile(place.seen());
    if (!Files.exists(file)) {
      return List.of();
    }
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(pid)
        .filter(
            process -> process.info().command().filter(c -> c.endsWith("/postgres")).isPresent())
        .map(process -> Stream.concat(Stream.of(process), process.descendants()).toList())
        .orElse(List.of());
  }

  /** The last lines of the server's log. */
  String logEnd() {
    try {
      List<String> lines = Files.readAllLines(place.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private Life current() {
    return life.orElseThrow(() -> new IllegalStateException("the server was never started"));
  }

  @Override
  public void close() {
    if (!OPEN.remove(this) || life.isEmpty()) {
      return;
    }
    current().process().destroyForcibly().onExit().join();
    try {
      for (ProcessHandle process : database()) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
