package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import runflow.id.RunId;
import runflow.signal.Signal;

class RunSignalsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<RunId> toldOthers = new CopyOnWriteArrayList<>();
  private final List<Set<RunId>> statements = new CopyOnWriteArrayList<>();
  private final Set<RunId> closedInDatabase = ConcurrentHashMap.newKeySet();
  private final RunSignals signals = new RunSignals(toldOthers::add, this::closedAmong);
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

  @Test
  void aRunThatAnotherNodeClosedWakesItsWaitersAndIsNotToldAgain() throws Exception {
    signals.await(
        run,
        LONG,
        () -> {
          signals.received(new Signal.WorkWaits("run"));
          assertThat(signals.size()).isOne();
          signals.received(new Signal.RunClosed(run));
          return false;
        });

    assertThat(signals.size()).isZero();
    assertThat(toldOthers).isEmpty();
    signals.closed(run);
    assertThat(toldOthers).containsExactly(run);
  }

  /** However many wait and however long, the database is asked by each once, and then by none. */
  @Test
  void whatMayHaveBeenMissedIsReadInOneStatementForAll() throws Exception {
    List<RunId> runs = List.of(RunId.create(), RunId.create(), RunId.create());
    var firstReads = new CountDownLatch(30);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waiters = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        RunId waited = runs.get(i % runs.size());
        waiters.add(threads.submit(() -> waitFor(waited, firstReads)));
      }
      firstReads.await();
      assertThat(statements).isEmpty();

      closedInDatabase.addAll(runs.subList(0, 2));
      signals.reread();
      for (int i = 0; i < 30; i++) {
        if (i % runs.size() < 2) {
          waiters.get(i).get();
        }
      }
      assertThat(statements).containsExactly(Set.copyOf(runs));
      assertThat(waiters).filteredOn(waiter -> !waiter.isDone()).hasSize(10);
      signals.wakeAll();
    }
    signals.reread();
    assertThat(statements).as("nobody waits, so nothing is read").hasSize(1);
    assertThat(toldOthers).isEmpty();
  }

  private boolean waitFor(RunId waited, CountDownLatch firstReads) throws InterruptedException {
    signals.await(
        waited,
        LONG,
        () -> {
          firstReads.countDown();
          return false;
        });
    return true;
  }

  private Set<RunId> closedAmong(Set<RunId> runs) {
    statements.add(runs);
    return runs.stream().filter(closedInDatabase::contains).collect(Collectors.toSet());
  }
}
