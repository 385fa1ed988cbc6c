package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runflow.config.Config;
import runflow.id.KeyId;

/** The rule: a burst at once, then so many a second. */
class RateLimitTest {
  private static final KeyId KEY = KeyId.create();

  private Instant now = Instant.parse("2026-11-22T00:00:00Z");

  @Test
  void aFreshKeyMaySendItsBurstAtOnce() {
    RateLimit limit = limit(2, 5);
    for (int left = 4; left >= 0; left--) {
      RateLimit.Verdict verdict = limit.take(KEY);
      assertThat(verdict.granted()).isTrue();
      assertThat(verdict.remaining()).isEqualTo(left);
    }
    assertThat(limit.take(KEY).granted()).isFalse();
  }

  @Test
  void aRefusalTakesNothingAndSaysWhenToComeBack() {
    RateLimit limit = limit(2, 5);
    empty(limit);
    for (int i = 0; i < 10; i++) {
      RateLimit.Verdict refused = limit.take(KEY);
      assertThat(refused.remaining()).isZero();
      assertThat(refused.retryAfter()).isEqualTo(1);
      assertThat(refused.reset()).isEqualTo(3);
      assertThat(refused.message()).contains("2 of these", "5 at once", "wait 1 s");
    }
    pass(Duration.ofMillis(499));
    assertThat(limit.take(KEY).granted()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(limit.take(KEY).granted()).isTrue();
    assertThat(limit.take(KEY).granted()).isFalse();
  }

  @Test
  void aPauseFillsTheBucketUpToTheBurstAndNoFurther() {
    RateLimit limit = limit(2, 5);
    empty(limit);
    pass(Duration.ofDays(400));
    assertThat(limit.take(KEY).remaining()).isEqualTo(4);
    assertThat(limit.take(KEY).reset()).isEqualTo(1);
  }

  @Test
  void everyKeyHasABucketOfItsOwn() {
    RateLimit limit = limit(1, 1);
    assertThat(limit.take(KEY).granted()).isTrue();
    assertThat(limit.take(KEY).granted()).isFalse();
    assertThat(limit.take(KeyId.create()).granted()).isTrue();
  }

  @Test
  void aClockThatIsSetBackStopsNobody() {
    RateLimit limit = limit(1, 1);
    assertThat(limit.take(KEY).granted()).isTrue();
    now = now.minus(Duration.ofDays(1));
    assertThat(limit.take(KEY).granted()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(limit.take(KEY).granted()).isTrue();
  }

  @Test
  void aBurstBelowTheRateHolds() {
    RateLimit limit = limit(50, 1);
    assertThat(limit.take(KEY).granted()).isTrue();
    assertThat(limit.take(KEY).granted()).isFalse();
    pass(Duration.ofMillis(20));
    assertThat(limit.take(KEY).granted()).isTrue();
  }

  @Test
  void manyThreadsGetTheBurstTogetherAndNoMore() throws Exception {
    RateLimit limit = limit(1, 100);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> limit.take(KEY).granted()))
              .toList();
      assertThat(asked.stream().filter(RateLimitTest::granted)).hasSize(100);
    }
  }

  @Test
  void oneOfThoseThatAreLetInTogetherMayOweAndTheOthersGetTheirsBack() {
    RateLimit limit = limit(2, 5);
    empty(limit);
    assertThat(limit.takeMore(KEY, 99).granted()).isTrue();
    RateLimit.Verdict refused = limit.takeMore(KEY, 99);
    assertThat(refused.granted()).isFalse();
    assertThat(refused.remaining()).isZero();
    // 98 are owed, and then there must be one.
    assertThat(refused.retryAfter()).isEqualTo(50);
    assertThat(refused.reset()).isEqualTo(52);
    assertThat(limit.giveBack(KEY, 99).remaining()).isEqualTo(1);
  }

  @Test
  void aDebtIsNotForgottenBeforeItIsPaid() {
    RateLimit limit = limit(1, 1);
    assertThat(limit.take(KEY).granted()).isTrue();
    limit.takeMore(KEY, 100);
    pass(Duration.ofSeconds(100));
    assertThat(limit.take(KEY).granted()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(limit.take(KEY).granted()).isTrue();
    assertThatThrownBy(() -> limit.takeMore(KEY, 101)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRouteWithoutKeysCannotBeLimited() {
    Route open = Route.get("/v1/health", Access.OPEN, call -> Reply.noContent());
    assertThatThrownBy(open::withRateLimit).hasMessageContaining("open route");
  }

  @Test
  void zeroTurnsTheLimitOff() {
    assertThat(RateLimit.of(new Config.Limits(0, 1), () -> now)).isEmpty();
  }

  private static void empty(RateLimit limit) {
    long left = limit.take(KEY).remaining();
    for (long i = 0; i < left; i++) {
      limit.take(KEY);
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private RateLimit limit(int perSecond, int burst) {
    return RateLimit.of(new Config.Limits(perSecond, burst), () -> now).orElseThrow();
  }

  private static boolean granted(Future<Boolean> asked) {
    try {
      return asked.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
