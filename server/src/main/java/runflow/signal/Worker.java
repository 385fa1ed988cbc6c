package runflow.signal;

import java.time.Duration;

/** A virtual thread that works until it is interrupted. */
record Worker(Thread thread) {
  static Worker start(String name, Runnable work) {
    return new Worker(Thread.ofVirtual().name(name).start(work));
  }

  /**
   * Interrupts it, which also closes the socket that it waits for, and waits for its end.
   *
   * @return whether it has ended in time
   */
  boolean end(Duration longest) {
    thread.interrupt();
    try {
      return thread.join(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
