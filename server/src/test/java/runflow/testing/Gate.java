package runflow.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A seam at which a test stops another thread: it arrives, and goes on once the gate is opened. */
public final class Gate {
  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Waits for a thread to stand at the gate. */
  public void awaitArrival() throws InterruptedException {
    if (!arrived.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came to the gate within %d s".formatted(LONGEST_SECONDS));
    }
  }

  /** Lets whoever stands at the gate go on; later arrivals do not stop. */
  public void open() {
    opened.countDown();
  }

  void pass() throws InterruptedException {
    arrived.countDown();
    if (!opened.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the gate stayed shut for %d s".formatted(LONGEST_SECONDS));
    }
  }
}
