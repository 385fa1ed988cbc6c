package runflow.account;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.id.KeyId;

/**
 * Keeps when each key was last used: noted in memory by requests, and written once a minute for all
 * keys in one statement by a thread of its own. A crash loses a minute of it. Safe for use by many
 * threads.
 */
public final class LastUsed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LastUsed.class);
  private static final Duration PACE = Duration.ofMinutes(1);

  private final KeyStore store;
  private final ConcurrentHashMap<KeyId, Instant> marks = new ConcurrentHashMap<>();
  private final Thread writer;

  /** Starts. */
  public LastUsed(Db db) {
    this.store = new KeyStore(db);
    this.writer = Thread.ofVirtual().name("key-last-used").start(this::work);
  }

  /** Notes a use; never blocks. */
  void mark(KeyId key, Instant now) {
    marks.put(key, now);
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep(PACE);
        write();
      }
    } catch (InterruptedException e) {
      log.debug("the last uses of keys are written once more at the end");
    }
  }

  /** Marks that come meanwhile stay for the next time. */
  private void write() {
    Map<KeyId, Instant> used = new HashMap<>(marks);
    if (used.isEmpty()) {
      return;
    }
    try {
      store.markUsed(used);
      used.forEach(marks::remove);
    } catch (RuntimeException e) {
      log.warn(
          "when keys were last used could not be written; the next minute tries: {}", e.toString());
    }
  }

  /** Writes what is noted and ends. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      if (writer.join(PACE)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
