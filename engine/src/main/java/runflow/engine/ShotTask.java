package runflow.engine;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import runflow.engine.raster.Shot;

/** The plates of a shot, built on a thread of their own while the encoder starts. */
final class ShotTask implements AutoCloseable {
  /** Builds a shot. */
  interface Builder {
    Shot build() throws InterruptedException, PictureException;
  }

  private final FutureTask<Shot> task;
  private final Thread thread;

  private ShotTask(FutureTask<Shot> task) {
    this.task = task;
    thread = Thread.ofPlatform().name("engine-shot").daemon().start(task);
  }

  static ShotTask start(Builder builder) {
    return new ShotTask(new FutureTask<>(builder::build));
  }

  /** The shot, once all its plates are built. */
  Shot await() throws IOException, InterruptedException, PictureException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case PictureException picture -> throw picture;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IOException("the plates could not be built", e.getCause());
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
