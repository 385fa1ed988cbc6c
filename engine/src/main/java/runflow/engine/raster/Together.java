package runflow.engine.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Builds several plates at once, on this thread and one more. */
final class Together {
  private Together() {}

  /**
   * The results, in the order of the tasks.
   *
   * @throws InterruptedException if the thread was interrupted; no task runs any more then
   */
  static <T> List<T> run(List<Callable<T>> tasks) throws InterruptedException {
    List<FutureTask<T>> futures = tasks.stream().map(FutureTask::new).toList();
    Thread second =
        Thread.ofPlatform()
            .name("runflow-plates")
            .start(() -> futures.reversed().forEach(FutureTask::run));
    try {
      for (FutureTask<T> future : futures) {
        future.run();
        if (future.state() == Future.State.FAILED) {
          break;
        }
      }
      List<T> results = new ArrayList<>();
      for (FutureTask<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException("a plate could not be built", e.getCause());
    } finally {
      futures.forEach(future -> future.cancel(true));
      second.interrupt();
      second.join();
    }
  }
}
