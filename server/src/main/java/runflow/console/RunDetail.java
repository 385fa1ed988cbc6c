package runflow.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    @Nullable RunOutput output,
    @Nullable JsonNode metadata,
    @Nullable String clientRef,
    @Nullable String callbackUrl,
    @Nullable String batchId,
    String cost,
    JsonNode costBreakdown,
    @Nullable Long durationMs,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable String failureCode,
    @Nullable String failureMessage,
    @Nullable String failureStageCode,
    String requestId,
    String sourceCode,
    List<Event> events,
    List<Line> logs) {

  /**
   * Something that happened.
   *
   * @param event a state, {@code progress}, {@code queue_position} or {@code call}
   * @param at null where the time was not kept
   */
  public record Event(
      @Nullable String id,
      String event,
      @Nullable String message,
      @Nullable Integer progress,
      @Nullable Integer queuePosition,
      @Nullable Instant at) {}

  /** A line of the log. */
  public record Line(String levelCode, String message, Instant timestamp) {}

  /** An entry of the ledger. */
  record Entry(String kind, String amount, @Nullable String cost, Instant createdAt) {}

  /** What the ledger has of one run. */
  record Ledger(List<Entry> items) {}

  /** The first line of its prompt. */
  public String title() {
    return ListedRun.title(input.path("prompt").asString(""));
  }

  /** Its files; none unless it succeeded. */
  public List<RunOutput.File> files() {
    return output == null ? List.of() : output.outputs();
  }

  /** What is known of its failure. */
  public Optional<FailureAdvice> advice() {
    return Optional.ofNullable(failureCode).map(FailureAdvice::of);
  }

  /** From its creation to its end. */
  public Optional<String> took() {
    return Optional.ofNullable(durationMs).map(Amounts::time);
  }

  /** How long the provider says it took. */
  public Optional<String> inference() {
    return Optional.ofNullable(output)
        .flatMap(made -> Optional.ofNullable(made.timing()))
        .map(timing -> Amounts.time(timing.inferenceMs()));
  }

  /** How the price came about, e.g. {@code 8 × $0.40 per second, With audio}. */
  public String price() {
    String note = costBreakdown.path("note").asString("");
    return "%s × $%s per %s%s"
        .formatted(
            costBreakdown.path("quantity").asString("1"),
            costBreakdown.path("unit_price").asString("0.00"),
            costBreakdown.path("unit").asString("run"),
            note.isEmpty() ? "" : ", " + note);
  }
}
