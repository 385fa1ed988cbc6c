package runflow.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How receivers of callbacks answer. Safe for use by many threads. */
public final class CallbackMetrics {
  private final Map<Outcome, Timer> attempts = new EnumMap<>(Outcome.class);
  private final Counter delivered;
  private final Counter undelivered;

  CallbackMetrics(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          Timers.ofCall("runflow.callback.attempt.duration", "Attempts by what came back.")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.delivered = ended(registry, true);
    this.undelivered = ended(registry, false);
  }

  /** What came back from one attempt. */
  public enum Outcome {
    /** 2xx. */
    DELIVERED,
    /** Another status below 500: the receiver does not want it. */
    REFUSED,
    /** 5xx. */
    SERVER_ERROR,
    /** No status: a timeout, a network error or a broken connection. */
    NO_ANSWER,
    /** Nothing was sent: the address is not allowed. */
    FORBIDDEN;

    /** The outcome of an attempt that was answered with an HTTP status. */
    public static Outcome ofStatus(int status) {
      if (status >= 500) {
        return SERVER_ERROR;
      }
      return status >= 200 && status < 300 ? DELIVERED : REFUSED;
    }
  }

  /** Counts and times one attempt. */
  public void attempted(Outcome outcome, Duration took) {
    Timer timer = attempts.get(outcome);
    if (timer != null) {
      timer.record(took);
    }
  }

  /** Counts a delivery that makes no further attempt. */
  public void ended(boolean wasDelivered) {
    (wasDelivered ? delivered : undelivered).increment();
  }

  private static Counter ended(MeterRegistry registry, boolean delivered) {
    return Counter.builder("runflow.callback.deliveries.ended")
        .description("Deliveries that make no further attempt.")
        .tag("delivered", Boolean.toString(delivered))
        .register(registry);
  }
}
