package runflow.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import runflow.id.RunId;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;

/**
 * Wakes those who follow runs, on this node and on the others. A node says which runs it follows,
 * so that moves of all the other runs are told to nobody. What signals may have missed is read for
 * all followed runs together. Safe for use by many threads.
 */
final class RunFollowers implements SignalReceiver {
  /** How long a node is told of the moves of a run after it has said that it follows it. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private static final int MOST_ELSEWHERE = 100_000;

  private final Consumer<Signal> otherNodes;
  private final Function<Set<RunId>, Map<RunId, RunHistory>> histories;
  private final ConcurrentHashMap<RunId, Set<Follower>> here = new ConcurrentHashMap<>();
  private final Cache<RunId, Boolean> elsewhere =
      Caffeine.newBuilder().maximumSize(MOST_ELSEWHERE).expireAfterWrite(REMEMBERED).build();
  private volatile boolean stopping;

  /**
   * Followers of nothing yet.
   *
   * @param otherNodes takes what other nodes have to know; must not block
   * @param histories reads the ways of many runs in one statement
   */
  RunFollowers(
      Consumer<Signal> otherNodes, Function<Set<RunId>, Map<RunId, RunHistory>> histories) {
    this.otherNodes = otherNodes;
    this.histories = histories;
  }

  /** One who follows one run, until it is closed. Used by one thread. */
  final class Follower implements AutoCloseable {
    private final RunId run;
    private final Semaphore woken = new Semaphore(0);
    private volatile long seen;

    private Follower(RunId run) {
      this.run = run;
    }

    /** Up to which event the follower knows the way of its run. */
    void seen(long event) {
      seen = event;
    }

    /** Waits for a move; false if there was none in time. */
    boolean await(Duration longest) throws InterruptedException {
      boolean moved = woken.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
      woken.drainPermits();
      return moved;
    }

    /** Whether the node stops, so that the following has to end. */
    boolean stopping() {
      return stopping;
    }

    @Override
    public void close() {
      here.computeIfPresent(
          run,
          (id, followers) -> {
            followers.remove(this);
            return followers.isEmpty() ? null : followers;
          });
    }
  }

  /** Follows a run from now on; what happened before has to be read after this. */
  Follower follow(RunId run) {
    var follower = new Follower(run);
    here.compute(
        run,
        (id, before) -> {
          Set<Follower> followers = before == null ? ConcurrentHashMap.newKeySet() : before;
          followers.add(follower);
          return followers;
        });
    otherNodes.accept(new Signal.RunFollowed(run));
    return follower;
  }

  /** Tells all who follow a run that it has moved, after the commit. */
  void moved(RunId run) {
    wake(run);
    if (elsewhere.getIfPresent(run) != null) {
      otherNodes.accept(new Signal.RunMoved(run));
    }
  }

  /** Tells those here that a run has ended; all nodes are told of each end anyway. */
  void closed(RunId run) {
    wake(run);
  }

  @Override
  public void received(Signal signal) {
    switch (signal) {
      case Signal.RunClosed closed -> wake(closed.run());
      case Signal.RunMoved moved -> wake(moved.run());
      case Signal.RunFollowed followed -> elsewhere.put(followed.run(), true);
      case Signal.WorkWaits work -> {}
      case Signal.KeyChanged key -> {}
    }
  }

  @Override
  public void reread() {
    Set<RunId> followed = Set.copyOf(here.keySet());
    if (followed.isEmpty()) {
      return;
    }
    followed.forEach(run -> otherNodes.accept(new Signal.RunFollowed(run)));
    histories
        .apply(followed)
        .forEach(
            (run, history) ->
                here.getOrDefault(run, Set.of()).stream()
                    .filter(follower -> follower.seen < history.latest())
                    .forEach(follower -> follower.woken.release()));
  }

  private void wake(RunId run) {
    here.getOrDefault(run, Set.of()).forEach(follower -> follower.woken.release());
  }

  /** Lets all followers end, and those that come later. */
  void stop() {
    stopping = true;
    here.keySet().forEach(this::wake);
  }

  /** How many runs are followed here now. */
  int size() {
    return here.size();
  }
}
