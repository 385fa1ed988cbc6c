package runflow.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Waits by moving its own clock, and keeps how long it was asked to wait. */
final class RecordingSleeper implements Sleeper, InstantSource {
  private final List<Duration> slept = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  @Override
  public void sleep(Duration time) {
    slept.add(time);
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  List<Duration> slept() {
    return slept;
  }
}
