package runflow.engine.raster;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A plate in the making. */
interface Making {
  /** What is to be done, in parts that may run at once; each tells the unfinished plate. */
  List<Callable<Plate>> parts();

  /** The finished plate, when every part is done. */
  Plate plate();

  /** A plate that is made in one part. */
  static Making of(Callable<Plate> whole) {
    FutureTask<Plate> task = new FutureTask<>(whole);
    return new Making() {
      @Override
      public List<Callable<Plate>> parts() {
        return List.of(
            () -> {
              task.run();
              return task.get();
            });
      }

      @Override
      public Plate plate() {
        return task.resultNow();
      }
    };
  }
}
