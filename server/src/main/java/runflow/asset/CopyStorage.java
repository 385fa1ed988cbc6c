package runflow.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Copies every stored file to another storage. What is there already is passed over, so a copy that
 * was cut off is taken up by another one.
 */
public final class CopyStorage {
  private static final long LARGEST = 4L << 30;

  private final Storage from;
  private final Storage to;
  private final Progress progress;
  private long files;
  private long copied;
  private long bytes;

  /** Hears how far the copy is. */
  @FunctionalInterface
  public interface Progress {
    void at(Report report);
  }

  /**
   * What was done.
   *
   * @param files that were looked at
   * @param copied those of them that were not there yet
   * @param bytes of those that were copied
   */
  public record Report(long files, long copied, long bytes) {}

  public CopyStorage(Storage from, Storage to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Copies.
   *
   * @throws IOException if a file cannot be read or written, or is not what its name says
   */
  public Report run() throws IOException {
    try {
      from.each(
          object -> {
            try {
              copy(object);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            progress.at(report());
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return report();
  }

  private void copy(StoredObject object) throws IOException {
    files++;
    Optional<StoredObject> there = to.stat(object.sha256());
    if (there.equals(Optional.of(object))) {
      return;
    }
    try (InputStream in = from.read(object.sha256());
        Received received = to.receive(in, LARGEST)) {
      if (!received.object().equals(object)) {
        throw new IOException(
            "the file %s has other content than its name says (%s, %d bytes); remove it where it lies or restore it, then copy again"
                .formatted(
                    object.sha256(), received.object().sha256(), received.object().sizeBytes()));
      }
      to.keep(received);
    }
    copied++;
    bytes += object.sizeBytes();
  }

  private Report report() {
    return new Report(files, copied, bytes);
  }
}
