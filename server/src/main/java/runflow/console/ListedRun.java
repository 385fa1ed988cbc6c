package runflow.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A run as a row of the list. */
public record ListedRun(
    String id,
    String statusCode,
    boolean terminal,
    String model,
    Input input,
    Optional<RunOutput> output,
    Optional<String> batchId,
    Optional<String> clientRef,
    String cost,
    Optional<Integer> progress,
    Optional<Integer> queuePosition,
    Optional<Long> durationMs,
    Instant createdAt,
    Optional<String> failureCode) {

  /** The properties that the API is asked for. */
  static final String FIELDS =
      "id,status_code,terminal,model,input,output,batch_id,client_ref,cost,progress,"
          + "queue_position,duration_ms,created_at,failure_code";

  private static final int LONGEST_TITLE = 140;

  /** Of its input what the list shows. */
  public record Input(Optional<String> prompt) {}

  /** The first line of the prompt. */
  public String title() {
    return title(input.prompt().orElse(""));
  }

  /** The first line of a prompt, not too long; the id's place where there is no prompt. */
  static String title(String prompt) {
    String line = prompt.strip().lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return "Run without a prompt";
    }
    return line.length() > LONGEST_TITLE ? line.substring(0, LONGEST_TITLE).strip() + "…" : line;
  }

  /**
   * Where its first picture is; empty before there is one.
   *
   * @param base our own base URL
   */
  public Optional<String> thumbnail(String base) {
    return output
        .flatMap(made -> made.outputs().stream().findFirst())
        .flatMap(file -> file.thumbnail(base));
  }

  /** From its creation to its end, or to now. */
  public String took(Instant now) {
    return Amounts.time(
        durationMs.orElseGet(() -> Math.max(0, Duration.between(createdAt, now).toMillis())));
  }

  /** How long the provider says it took. */
  public Optional<String> inference() {
    return output.flatMap(RunOutput::inference);
  }
}
