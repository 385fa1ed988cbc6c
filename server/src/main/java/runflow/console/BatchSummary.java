package runflow.console;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A batch and how far its runs are. */
public record BatchSummary(
    String id,
    String statusCode,
    boolean terminal,
    String model,
    int itemsTotal,
    int itemsSucceeded,
    int itemsFailed,
    int itemsCancelled,
    String cost,
    Instant createdAt) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH);

  /** Several of them. */
  record Page(List<BatchSummary> items) {}

  /** How many of its runs have ended. */
  public int ended() {
    return itemsSucceeded + itemsFailed + itemsCancelled;
  }

  /** As a choice in a list. */
  public String label() {
    return "%d %s · %s · %s"
        .formatted(
            itemsTotal,
            itemsTotal == 1 ? "run" : "runs",
            model,
            MINUTE.format(createdAt.atOffset(ZoneOffset.UTC)));
  }
}
