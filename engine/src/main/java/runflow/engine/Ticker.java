package runflow.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/** Tells a listener how far a rendering is, four times a second, from a thread of its own. */
final class Ticker implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;

  private final DoubleConsumer listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile double reached;

  Ticker(DoubleConsumer listener) {
    this.listener = listener;
    thread = Thread.ofPlatform().name("engine-progress").daemon().start(this::run);
  }

  /** Notes progress, 0 to 1; it never goes back. */
  void reach(double part) {
    reached = part;
  }

  private void run() {
    try {
      do {
        listener.accept(reached);
      } while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
      listener.accept(reached);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops; after this the listener is not called again. */
  @Override
  public void close() {
    closed.countDown();
    Joins.untilEnd(thread);
  }
}
