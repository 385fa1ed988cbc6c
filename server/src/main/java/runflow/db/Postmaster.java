package runflow.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running PostgreSQL of one data directory, found by the file it keeps there. It outlives a
 * killed parent, because it runs in a session of its own.
 *
 * @param process verified to be a PostgreSQL of that directory
 */
record Postmaster(ProcessHandle process) {
  private static final String PID_FILE = "postmaster.pid";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  /** First to last resort: end sessions and write everything out, stop at once, kill. */
  private static final List<String> SIGNALS = List.of("-INT", "-QUIT", "-KILL");

  /**
   * Finds the server of a data directory. A file that names a process which is gone, or a stranger
   * that got its number since, is removed: PostgreSQL would not start beside it.
   *
   * @param data a real path
   */
  static Optional<Postmaster> find(Path data) throws IOException {
    Path file = data.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<Postmaster> found =
        Files.readAllLines(file).stream()
            .findFirst()
            .filter(line -> line.strip().matches("[0-9]{1,18}"))
            .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
            .filter(process -> process.isAlive() && serves(process, data))
            .map(Postmaster::new);
    if (found.isEmpty()) {
      Files.deleteIfExists(file);
    }
    return found;
  }

  private static boolean serves(ProcessHandle process, Path data) {
    boolean postgres =
        process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
    return postgres && (worksIn(process, data) || wasStartedFor(process, data));
  }

  /** Linux only: a postmaster works in its data directory, even after that was moved. */
  private static boolean worksIn(ProcessHandle process, Path data) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", process.pid() + "", "cwd")).equals(data);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean wasStartedFor(ProcessHandle process, Path data) {
    return process
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(data.toString()))
        .isPresent();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Stops it, cleanly if it can be.
   *
   * @throws IOException if it survives even a kill
   */
  void stop() throws IOException {
    for (String signal : SIGNALS) {
      new ProcessBuilder("kill", signal, String.valueOf(pid()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (ended()) {
        return;
      }
    }
    throw new IOException(
        "the PostgreSQL process " + pid() + " does not end; end it by hand and start again");
  }

  private boolean ended() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && !isZombie()) {
      if (System.nanoTime() > end) {
        return false;
      }
      process.onExit().completeOnTimeout(process, POLL.toMillis(), TimeUnit.MILLISECONDS).join();
    }
    return true;
  }

  /** Ended, but its new parent does not fetch its exit status, as happens in containers. */
  private boolean isZombie() {
    return process.info().command().isEmpty();
  }
}
