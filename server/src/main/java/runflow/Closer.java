package runflow;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened; closes it in reverse. For one thread at a time. */
final class Closer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(App.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Closes a part before all that was registered until now. */
  <T extends AutoCloseable> T register(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("a part of the server did not close cleanly; the rest closes all the same", e);
      }
    }
  }

  /** Closes after a start that failed; what fails now, too, is told with that failure. */
  void closeAfter(Exception failure) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }
}
