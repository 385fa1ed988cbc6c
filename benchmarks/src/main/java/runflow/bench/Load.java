package runflow.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Closed-loop load: so many clients, each with a connection and a thread of its own, each beginning
 * its next operation when the last has ended. One operation that fails fails the whole measurement.
 */
final class Load {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

  private Load() {}

  /** What a client does again and again. */
  @FunctionalInterface
  interface Work {
    void once(Client client) throws IOException, InterruptedException;
  }

  /** One of the clients. */
  record Client(int number, Connection connection, SplittableRandom random) {
    /** Sends a request that must be answered with this status. */
    void expect(int status, byte[] request) throws IOException {
      int got = connection.exchange(request);
      if (got != status) {
        throw new IOException("status %d and not %d: %s".formatted(got, status, connection.body()));
      }
    }
  }

  /**
   * What came of it.
   *
   * @param nanos the time that the operations took together, from the first's start to the last's
   *     end
   * @param latency of the operations, in nanoseconds
   */
  record Outcome(long operations, long nanos, Histogram latency) {
    double perSecond() {
      return operations * 1e9 / nanos;
    }

    double millisAt(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1e6;
    }
  }

  static Histogram histogram() {
    return new Histogram(LONGEST, 3);
  }

  static Outcome run(URI server, int clients, int seconds, Work work) throws Exception {
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      var together = new CountDownLatch(clients);
      List<Future<Histogram>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        var client = new Client(i, Connection.open(server), new SplittableRandom(i));
        connections.add(client.connection());
        running.add(threads.submit(loop(client, seconds, work, together)));
      }
      together.await();
      long start = System.nanoTime();
      try {
        Histogram all = gather(running, Duration.ofSeconds(seconds).plus(GRACE));
        return new Outcome(all.getTotalCount(), System.nanoTime() - start, all);
      } finally {
        threads.shutdownNow();
        for (Connection connection : connections) {
          connection.close();
        }
      }
    }
  }

  private static Histogram gather(List<Future<Histogram>> running, Duration longest)
      throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    Histogram all = histogram();
    for (Future<Histogram> client : running) {
      try {
        all.add(client.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException e) {
        throw new IOException("an operation failed: " + e.getCause(), e.getCause());
      }
    }
    return all;
  }

  private static Callable<Histogram> loop(
      Client client, int seconds, Work work, CountDownLatch together) {
    return () -> {
      Histogram latency = histogram();
      together.countDown();
      together.await();
      long now = System.nanoTime();
      long end = now + Duration.ofSeconds(seconds).toNanos();
      while (now < end) {
        work.once(client);
        long after = System.nanoTime();
        latency.recordValue(Math.min(after - now, LONGEST));
        now = after;
      }
      return latency;
    };
  }
}
