package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import runflow.id.RunId;
import runflow.signal.Signal;

class RunFollowersTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NOW = Duration.ofMillis(1);

  private final List<Signal> told = new CopyOnWriteArrayList<>();
  private final List<Set<RunId>> statements = new CopyOnWriteArrayList<>();
  private final RunFollowers followers = new RunFollowers(told::add, this::histories);
  private final RunId run = RunId.create();

  @Test
  void everyFollowerOfARunIsWokenByItsMovesHereAndElsewhere() throws Exception {
    try (var one = followers.follow(run);
        var two = followers.follow(run);
        var other = followers.follow(RunId.create())) {
      for (Runnable move :
          List.<Runnable>of(
              () -> followers.moved(run),
              () -> followers.closed(run),
              () -> followers.received(new Signal.RunMoved(run)),
              () -> followers.received(new Signal.RunClosed(run)))) {
        move.run();
        assertThat(one.await(LONG)).isTrue();
        assertThat(two.await(LONG)).isTrue();
        assertThat(other.await(NOW)).isFalse();
      }
    }
    assertThat(followers.size()).isZero();
  }

  /** Most runs are followed by nobody; their moves must cost the database nothing. */
  @Test
  void onlyMovesOfRunsThatAnotherNodeFollowsAreTold() {
    followers.moved(run);
    assertThat(told).isEmpty();
    followers.received(new Signal.RunFollowed(run));
    followers.moved(run);
    followers.moved(RunId.create());
    assertThat(told).containsExactly(new Signal.RunMoved(run));
  }

  @Test
  void aNodeSaysWhatItFollowsAtOnceAndAgain() {
    try (var follower = followers.follow(run)) {
      assertThat(told).containsExactly(new Signal.RunFollowed(run));
      follower.seen(400);
      followers.reread();
      assertThat(told).hasSize(2);
    }
    followers.reread();
    assertThat(told).hasSize(2);
  }

  @Test
  void whatWasMissedIsReadInOneStatementAndWakesOnlyThoseWhoDoNotKnow() throws Exception {
    try (var behind = followers.follow(run);
        var current = followers.follow(run)) {
      current.seen(400);
      followers.reread();
      assertThat(behind.await(LONG)).isTrue();
      assertThat(current.await(NOW)).isFalse();
      assertThat(statements).containsExactly(Set.of(run));
    }
  }

  @Test
  void aStopWakesAll() throws Exception {
    try (var follower = followers.follow(run)) {
      assertThat(follower.stopping()).isFalse();
      followers.stop();
      assertThat(follower.await(LONG)).isTrue();
      assertThat(follower.stopping()).isTrue();
    }
  }

  private Map<RunId, RunHistory> histories(Set<RunId> runs) {
    statements.add(runs);
    var times =
        new RunHistory.Times(Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());
    return Map.of(
        run, new RunHistory(run, false, "queued", 0, 0, OptionalInt.empty(), List.of(), times));
  }
}
