package runflow.engine;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A file that notices when another process opens it for reading: a named pipe. */
final class Trap implements AutoCloseable {
  final Path file;
  private final Thread watch;

  private Trap(Path file) {
    this.file = file;
    watch = Thread.ofPlatform().daemon().start(this::watch);
  }

  static Trap set(Path folder) throws IOException, InterruptedException {
    return new Trap(pipe(folder.resolve("trap.mp4")));
  }

  static Path pipe(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("mkfifo made no pipe at " + file);
    }
    return file;
  }

  /** Opening the one end waits until somebody opens the other. */
  private void watch() {
    try {
      new FileOutputStream(file.toFile()).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean sprung() {
    return !watch.isAlive();
  }

  boolean sprungSoon() throws InterruptedException {
    return watch.join(Duration.ofSeconds(20));
  }

  /** Springs the trap, so that its thread ends. */
  @Override
  public void close() throws IOException {
    // Both ends at once, which waits for nobody.
    RandomAccessFile both = new RandomAccessFile(file.toFile(), "rw");
    Joins.untilEnd(watch);
    both.close();
  }
}
