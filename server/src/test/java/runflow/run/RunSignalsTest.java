package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import runflow.id.RunId;

class RunSignalsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RunSignals signals = new RunSignals(id -> {}, runs -> Set.of());
  private final RunId run = RunId.create();

  @Test
  void everyWaiterIsWoken() throws Exception {
    var waiting = new CountDownLatch(3);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?>[] waiters = new Future<?>[3];
      for (int i = 0; i < waiters.length; i++) {
        waiters[i] =
            threads.submit(
                () -> {
                  signals.await(
                      run,
                      LONG,
                      () -> {
                        waiting.countDown();
                        return false;
                      });
                  return true;
                });
      }
      waiting.await();
      signals.closed(run);
      for (Future<?> waiter : waiters) {
        waiter.get();
      }
    }
    assertThat(signals.size()).isZero();
  }

  @Test
  void aCloseBetweenRegistrationAndWaitIsNotMissed() throws Exception {
    long start = System.nanoTime();
    signals.await(
        run,
        LONG,
        () -> {
          signals.closed(run);
          return false;
        });

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
    assertThat(signals.size()).isZero();
  }

  @Test
  void nothingIsKeptOfRunsThatNobodyWaitsForAnyMore() throws Exception {
    signals.await(run, Duration.ofMillis(1), () -> false);
    signals.await(RunId.create(), LONG, () -> true);

    assertThat(signals.size()).isZero();
  }
}
