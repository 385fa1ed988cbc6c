package runflow.engine;

/** Waiting for threads that work for a rendering. */
final class Joins {
  private Joins() {}

  /**
   * Waits until a thread has ended, also when the caller is interrupted; that is kept for later.
   */
  static void untilEnd(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
