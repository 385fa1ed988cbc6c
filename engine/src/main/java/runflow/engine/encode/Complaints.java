package runflow.engine.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The last words of a child process, read as they come and kept within bounds. Thread-safe. */
final class Complaints {
  private static final int MOST = 4096;

  private final StringBuilder text = new StringBuilder();
  private final Thread reader;

  private Complaints(InputStream in) {
    reader = Thread.ofPlatform().name("engine-stderr").daemon().start(() -> read(in));
  }

  static Complaints of(InputStream in) {
    return new Complaints(in);
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[1024];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      keep(" (its messages could not be read: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String more) {
    text.append(more);
    if (text.length() > MOST) {
      text.delete(0, text.length() - MOST);
    }
  }

  /** Waits a moment for the process to have said everything. */
  void await() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized String text() {
    return text.toString().strip();
  }
}
