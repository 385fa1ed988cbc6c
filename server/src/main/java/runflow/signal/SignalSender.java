package runflow.signal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a node has to tell, all that waits in one statement: while one statement is under way
 * the next ones gather. NOTIFY takes a lock of the whole database until its commit, so it never
 * happens in a transaction that changes state. Safe for use by many threads.
 */
final class SignalSender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SignalSender.class);
  private static final int MOST_WAITING = 10_000;
  private static final int AT_ONCE = 1_000;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LAST_TRY = Duration.ofSeconds(2);

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Outlet outlet;
  private final Worker worker;

  /** Where payloads go, by one thread. */
  interface Outlet extends AutoCloseable {
    void send(List<String> payloads) throws SQLException;

    @Override
    void close();
  }

  SignalSender(Outlet outlet) {
    this.outlet = outlet;
    this.worker = Worker.start("signal-sender", this::work);
  }

  /**
   * Sends soon; never blocks or fails. While the database is away the first ten thousand are kept
   * and later ones dropped: whoever waits for them reads again when it is back.
   */
  void send(String payload) {
    if (!waiting.offer(payload)) {
      log.debug("a signal was dropped because too many wait: {}", payload);
    }
  }

  private void work() {
    // A set: the same hint twice in one statement tells nothing more.
    Set<String> batch = new LinkedHashSet<>();
    try (outlet) {
      try {
        sendForEver(batch);
      } catch (InterruptedException e) {
        sendLast(batch);
      }
    }
  }

  private void sendForEver(Set<String> batch) throws InterruptedException {
    Duration pause = SHORTEST_PAUSE;
    while (true) {
      if (batch.isEmpty()) {
        batch.add(waiting.take());
      }
      waiting.drainTo(batch, AT_ONCE - batch.size());
      try {
        outlet.send(List.copyOf(batch));
        batch.clear();
        pause = SHORTEST_PAUSE;
      } catch (SQLException | RuntimeException e) {
        if (pause.equals(SHORTEST_PAUSE) && !Thread.currentThread().isInterrupted()) {
          log.warn(
              "other nodes cannot be told what happens here; they read again: {}", e.toString());
        }
        Thread.sleep(pause);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      }
    }
  }

  private void sendLast(Set<String> batch) {
    waiting.drainTo(batch);
    try {
      if (!batch.isEmpty()) {
        outlet.send(new ArrayList<>(batch));
      }
    } catch (SQLException | RuntimeException e) {
      log.debug("the last signals of this node were not sent; other nodes read again", e);
    }
  }

  /** Sends what still waits, within two seconds, and ends. Idempotent. */
  @Override
  public void close() {
    // The first interruption ends the waiting, the second a last try that hangs.
    if (!worker.end(LAST_TRY)) {
      worker.end(LAST_TRY);
    }
  }
}
