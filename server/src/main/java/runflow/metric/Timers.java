package runflow.metric;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Timers with the histogram buckets that fit what they measure. */
final class Timers {
  private Timers() {}

  /** For answers over HTTP: 5 ms to a minute. */
  static Timer.Builder ofCall(String name, String description) {
    return timer(
        name, description, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000);
  }

  /** For runs and their jobs: 100 ms to an hour. */
  static Timer.Builder ofWork(String name, String description) {
    return timer(
        name,
        description,
        100,
        500,
        1000,
        5000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000);
  }

  private static Timer.Builder timer(String name, String description, long... bounds) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(
            LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
  }
}
