package runflow.metric;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** How providers answer. Safe for use by many threads. */
public final class ProviderMetrics {
  private final MeterRegistry registry;

  ProviderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** What a provider is asked for. */
  public enum Call {
    SUBMIT,
    POLL,
    CANCEL
  }

  /** What it says. */
  public enum Outcome {
    /** It took a job. */
    ACCEPTED,
    /** The job is under way. */
    RUNNING,
    /** The job is finished, or its cancellation was confirmed. */
    SUCCEEDED,
    /** The job failed for good, or its cancellation was not confirmed. */
    REJECTED,
    /** It cannot answer now. */
    RETRYABLE,
    /** It takes no job before its operator does something. */
    UNUSABLE,
    /** It does not know what became of the job. */
    LOST,
    /** The call ended in an exception: a fault of ours. */
    BROKEN
  }

  /**
   * Counts and times one call.
   *
   * @param provider its name, as the run record shows it
   */
  public void called(String provider, Call call, Outcome outcome, Duration took) {
    Timers.ofCall("runflow.provider.call.duration", "Calls to providers by what they said.")
        .tags("provider", provider, "call", label(call), "outcome", label(outcome))
        .register(registry)
        .record(took);
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
