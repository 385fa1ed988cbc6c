package runflow.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Optional;

/** How runs come and go. Safe for use by many threads. */
public final class RunMetrics {
  private final MeterRegistry registry;

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How a run ended. */
  public sealed interface Ending {}

  /** With a result. */
  public record Succeeded() implements Ending {}

  /**
   * Without a result.
   *
   * @param code the failure code
   */
  public record Failed(Enum<?> code) implements Ending {}

  /** On request. */
  public record Canceled() implements Ending {}

  /**
   * A run that has ended.
   *
   * @param model its id, from the catalog
   * @param total from creation to end
   * @param queued from creation to the first dispatch; empty if it was never dispatched
   */
  public record Ended(
      String model, boolean livemode, Ending ending, Duration total, Optional<Duration> queued) {}

  /**
   * Counts a run that was created and is durable; not a replay and not a dry run.
   *
   * @param model its id, from the catalog
   */
  public void created(String model, boolean livemode) {
    Counter.builder("runflow.runs.accepted")
        .description("Runs that were accepted.")
        .tags(labels(model, livemode))
        .register(registry)
        .increment();
  }

  /** Counts and times a run whose end has been committed. */
  public void ended(Ended run) {
    Tags labels = labels(run.model(), run.livemode());
    Tags withState = labels.and("state", state(run.ending()));
    Counter.builder("runflow.runs.ended")
        .description("Runs that have ended, by state and failure code.")
        .tags(withState.and("failure_code", failureCode(run.ending())))
        .register(registry)
        .increment();
    Timers.ofWork("runflow.run.duration", "From the creation of a run to its end.")
        .tags(withState)
        .register(registry)
        .record(run.total());
    run.queued()
        .ifPresent(
            queued ->
                Timers.ofWork(
                        "runflow.run.queue.wait", "From the creation of a run to its dispatch.")
                    .tags(labels)
                    .register(registry)
                    .record(queued));
  }

  private static Tags labels(String model, boolean livemode) {
    return Tags.of("model", model, "livemode", Boolean.toString(livemode));
  }

  private static String state(Ending ending) {
    return switch (ending) {
      case Succeeded succeeded -> "succeeded";
      case Failed failed -> "failed";
      case Canceled canceled -> "canceled";
    };
  }

  /** Every series of a name has the same labels, so there is one for runs that did not fail. */
  private static String failureCode(Ending ending) {
    return ending instanceof Failed failed ? failed.code().name() : "none";
  }
}
