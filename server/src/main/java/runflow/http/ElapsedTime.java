package runflow.http;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that has passed on a clock. A clock that is set back stands still for that moment
 * instead of running backwards, or no bucket would fill until it has caught up.
 */
final class ElapsedTime implements TimeMeter {
  private final InstantSource clock;
  private Instant last;
  private long nanos;

  ElapsedTime(InstantSource clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  @Override
  public synchronized long currentTimeNanos() {
    Instant now = clock.instant();
    if (now.isAfter(last)) {
      nanos += Duration.between(last, now).toNanos();
    }
    last = now;
    return nanos;
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
