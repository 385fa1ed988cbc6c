package runflow.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of a run, put together from its events, its money and its callbacks. */
public final class Timeline {
  private final RunDetail run;
  private final List<Moment> moments = new ArrayList<>();
  private @Nullable Instant before;

  private Timeline(RunDetail run) {
    this.run = run;
  }

  /**
   * Something that happened.
   *
   * @param at null where the time was not kept
   * @param gap since what came before it; empty for the first
   * @param tone {@code good}, {@code bad}, {@code money}, {@code call} or {@code plain}
   */
  public record Moment(
      String title, String detail, @Nullable Instant at, String gap, String tone) {}

  static List<Moment> of(
      RunDetail run, List<RunDetail.Entry> ledger, List<CallbackDelivery> deliveries) {
    var timeline = new Timeline(run);
    timeline.add("Accepted", "Checked, priced and durable", run.createdAt(), "plain");
    timeline.addMoney(ledger.stream().filter(entry -> entry.kind().equals("reserve")));
    run.events().forEach(timeline::add);
    timeline.addMoney(ledger.stream().filter(entry -> !entry.kind().equals("reserve")));
    timeline.addAttempts(deliveries);
    return timeline.moments;
  }

  private void add(RunDetail.Event event) {
    switch (event.event()) {
      case "queued" -> {
        boolean first = run.createdAt().equals(event.at());
        Integer place = event.queuePosition();
        add(
            first ? "In the queue" : "Back in the queue",
            place == null ? "" : queued(place),
            first ? null : event.at(),
            "plain");
      }
      case "queue_position" -> {
        Integer place = event.queuePosition();
        add("In the queue", place == null ? "" : queued(place), null, "plain");
      }
      case "dispatching" -> add("Handed over", "to " + run.provider(), event.at(), "plain");
      case "running" -> add("Running", "at " + run.provider(), event.at(), "plain");
      case "progress" -> add("Progress", event.progress() + " %", null, "plain");
      case "call" -> {
        String message = event.message();
        add("Provider call", message == null ? "" : message, event.at(), "call");
      }
      case "succeeded" -> {
        add("Stored", stored(), null, "plain");
        add("Succeeded", "", event.at(), "good");
      }
      case "failed" -> {
        String code = run.failureCode();
        add("Failed", code == null ? "" : code, event.at(), "bad");
      }
      case "canceled" -> add("Cancelled", "", event.at(), "bad");
      default -> add(event.event(), "", event.at(), "plain");
    }
  }

  /** Files are in the storage before the run is called a success. */
  private String stored() {
    long bytes = run.files().stream().mapToLong(RunOutput.File::sizeBytes).sum();
    return "after a check, " + Amounts.bytes(bytes);
  }

  private static String queued(int place) {
    return "Place " + place + " in the queue";
  }

  private void addMoney(Stream<RunDetail.Entry> entries) {
    entries
        .sorted(Comparator.comparing(RunDetail.Entry::createdAt))
        .forEach(
            entry -> {
              String amount = entry.amount().replace("-", "");
              switch (entry.kind()) {
                case "reserve" -> add("Reserved", "$" + amount, entry.createdAt(), "money");
                case "settle" -> add("Settled", "$" + entry.cost(), entry.createdAt(), "money");
                case "release" -> add("Released", "$" + amount, entry.createdAt(), "money");
                default -> add(entry.kind(), "$" + entry.amount(), entry.createdAt(), "money");
              }
            });
  }

  private void addAttempts(List<CallbackDelivery> deliveries) {
    deliveries.stream()
        .flatMap(delivery -> delivery.attempts().stream())
        .sorted(Comparator.comparing(CallbackDelivery.Attempt::createdAt))
        .forEach(
            attempt ->
                add(
                    attempt.taken() ? "Callback taken" : "Callback not taken",
                    attempt.outcome() + " after " + attempt.took(),
                    attempt.createdAt(),
                    attempt.taken() ? "good" : "bad"));
  }

  private void add(String title, String detail, @Nullable Instant at, String tone) {
    String gap = "";
    if (at != null) {
      gap = before == null ? "" : gap(Duration.between(before, at));
      before = at;
    }
    moments.add(new Moment(title, detail, at, gap, tone));
  }

  private static String gap(Duration since) {
    return since.isNegative() ? "+0 ms" : "+" + Amounts.time(since.toMillis());
  }
}
