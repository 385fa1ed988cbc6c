package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A run with all that its page shows. */
public record RunDetail(
    String id,
    String statusCode,
    boolean terminal,
    String model,
    boolean livemode,
    String provider,
    JsonNode input,
    Optional<RunOutput> output,
    Optional<JsonNode> metadata,
    Optional<String> clientRef,
    Optional<String> callbackUrl,
    Optional<String> batchId,
    String cost,
    JsonNode costBreakdown,
    Optional<Long> durationMs,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<String> failureCode,
    Optional<String> failureMessage,
    Optional<String> failureStageCode,
    String requestId,
    String sourceCode,
    List<Event> events,
    List<Line> logs) {
  public RunDetail {
    metadata = metadata.filter(value -> !value.isNull());
  }

  /**
   * Something that happened.
   *
   * @param event a state, {@code progress}, {@code queue_position} or {@code call}
   * @param at empty where the time was not kept
   */
  public record Event(
      Optional<String> id,
      String event,
      Optional<String> message,
      Optional<Integer> progress,
      Optional<Integer> queuePosition,
      Optional<Instant> at) {}

  /** A line of the log. */
  public record Line(String levelCode, String message, Instant timestamp) {}

  /** An entry of the ledger. */
  record Entry(String kind, String amount, Optional<String> cost, Instant createdAt) {}

  /** What the ledger has of one run. */
  record Ledger(List<Entry> items) {}

  /** The first line of its prompt. */
  public String title() {
    return ListedRun.title(input.path("prompt").asString(""));
  }

  /** Its files; none unless it succeeded. */
  public List<RunOutput.File> files() {
    return output.map(RunOutput::outputs).orElse(List.of());
  }

  /** What is known of its failure. */
  public Optional<FailureAdvice> advice() {
    return failureCode.map(FailureAdvice::of);
  }

  /** From its creation to its end. */
  public Optional<String> took() {
    return durationMs.map(Amounts::time);
  }

  /** How long the provider says it took. */
  public Optional<String> inference() {
    return output.flatMap(RunOutput::inference);
  }

  /** How the price came about, e.g. {@code 8 × $0.40 per second · With audio}. */
  public String price() {
    String note = costBreakdown.path("note").asString("");
    return "%s × $%s per %s%s"
        .formatted(
            costBreakdown.path("quantity").asString("1"),
            costBreakdown.path("unit_price").asString("0.00"),
            costBreakdown.path("unit").asString("run"),
            note.isEmpty() ? "" : " · " + note);
  }
}
