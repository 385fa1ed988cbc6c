package runflow.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RereadsTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final Semaphore passes = new Semaphore(0);
  private final AtomicInteger failures = new AtomicInteger();

  private final SignalReceiver receiver =
      new SignalReceiver() {
        @Override
        public void received(Signal signal) {
          throw new AssertionError("nothing was sent");
        }

        @Override
        public void reread() {
          passes.release();
          if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the database is away");
          }
        }
      };

  @Test
  void aGapIsReadAtOnceAndNothingWithoutOne() throws Exception {
    try (var rereads = new Rereads(List.of(receiver), () -> NEVER)) {
      rereads.now();
      assertThat(passes.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      rereads.now();
      assertThat(passes.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
      assertThat(passes.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  @Test
  void thePaceHoldsAlthoughAPassFails() throws Exception {
    failures.set(3);
    var rereads = new Rereads(List.of(receiver), () -> Duration.ofMillis(5));
    assertThat(passes.tryAcquire(6, 60, TimeUnit.SECONDS)).isTrue();
    rereads.close();
    passes.drainPermits();
    rereads.now();
    assertThat(passes.tryAcquire(100, TimeUnit.MILLISECONDS)).as("after the end").isFalse();
  }
}
