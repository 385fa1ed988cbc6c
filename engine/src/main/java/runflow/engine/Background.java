package runflow.engine;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part of a rendering that is done on a thread of its own, which lets all others go first.
 *
 * @param <T> what comes of it
 */
final class Background<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private Background(FutureTask<T> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /**
   * Starts the work.
   *
   * @param name of the thread
   * @param work throws nothing that is checked but what {@link #await} may throw
   */
  static <T> Background<T> start(String name, Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              Niceness.lower();
              return work.call();
            });
    return new Background<>(task, Thread.ofPlatform().name(name).daemon().start(task));
  }

  /**
   * What came of the work, once it is done.
   *
   * @throws IOException if the work failed so
   * @throws PictureException if the work failed so
   * @throws InterruptedException if this thread or the work was interrupted
   */
  T await() throws IOException, InterruptedException, PictureException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException broken -> throw broken;
        case PictureException picture -> throw picture;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Stops the work if it still goes on, and waits for its end. */
  @Override
  public void close() {
    thread.interrupt();
    Joins.untilEnd(thread);
  }
}
