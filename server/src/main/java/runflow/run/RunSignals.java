package runflow.run;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import runflow.id.RunId;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;

/**
 * Wakes the requests that wait for a run to close, on this node and on the others. A run is known
 * here only while somebody waits for it. Whoever waits asks the database once before and once
 * after; what signals may have missed is read for all of them together. Safe for use by many
 * threads.
 */
final class RunSignals implements SignalReceiver {
  private final Consumer<RunId> otherNodes;
  private final UnaryOperator<Set<RunId>> closedAmong;
  private final ConcurrentHashMap<RunId, Waiters> waiting = new ConcurrentHashMap<>();

  /** Looks whether a run is closed. */
  @FunctionalInterface
  interface Look {
    boolean closed() throws InterruptedException;
  }

  /** Those who wait for one run, and how many they are. */
  private record Waiters(CountDownLatch latch, int count) {
    static Waiters oneMore(@Nullable Waiters before) {
      return before == null
          ? new Waiters(new CountDownLatch(1), 1)
          : new Waiters(before.latch, before.count + 1);
    }

    @Nullable Waiters oneLess() {
      return count == 1 ? null : new Waiters(latch, count - 1);
    }
  }

  /**
   * Signals that start with nobody waiting.
   *
   * @param otherNodes is told of each run that closes here; must not block
   * @param closedAmong finds the closed ones of many runs in the database
   */
  RunSignals(Consumer<RunId> otherNodes, UnaryOperator<Set<RunId>> closedAmong) {
    this.otherNodes = otherNodes;
    this.closedAmong = closedAmong;
  }

  /** Tells every waiter of a run that closed here. */
  void closed(RunId id) {
    wake(id);
    otherNodes.accept(id);
  }

  @Override
  public void received(Signal signal) {
    switch (signal) {
      case Signal.RunClosed closed -> wake(closed.run());
      case Signal.RunMoved moved -> {}
      case Signal.RunFollowed followed -> {}
      case Signal.WorkWaits work -> {}
      case Signal.KeyChanged changed -> {}
    }
  }

  @Override
  public void reread() {
    Set<RunId> waited = Set.copyOf(waiting.keySet());
    if (!waited.isEmpty()) {
      closedAmong.apply(waited).forEach(this::wake);
    }
  }

  private void wake(RunId id) {
    Waiters waiters = waiting.remove(id);
    if (waiters != null) {
      waiters.latch().countDown();
    }
  }

  /** Tells every waiter of every run, although their runs go on. */
  void wakeAll() {
    waiting.keySet().forEach(this::wake);
  }

  /**
   * Blocks until the run closes or the time is over.
   *
   * @param alreadyClosed asked once after the wait is registered, so that no close falls between
   */
  void await(RunId id, Duration longest, Look alreadyClosed) throws InterruptedException {
    CountDownLatch latch =
        waiting.merge(id, Waiters.oneMore(null), (before, one) -> Waiters.oneMore(before)).latch();
    try {
      if (!alreadyClosed.closed()) {
        latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      waiting.computeIfPresent(
          id, (run, waiters) -> waiters.latch().equals(latch) ? waiters.oneLess() : waiters);
    }
  }

  /** How many runs are waited for now. */
  int size() {
    return waiting.size();
  }
}
