package runflow.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way of a run, put together from its events, its money and its callbacks. */
public final class Timeline {
  private final RunDetail run;
  private final List<Moment> moments = new ArrayList<>();
  private Optional<Instant> before = Optional.empty();

  private Timeline(RunDetail run) {
    this.run = run;
  }

  /**
   * Something that happened.
   *
   * @param at empty where the time was not kept
   * @param gap since what came before it; empty for the first
   * @param tone {@code good}, {@code bad}, {@code money}, {@code call} or {@code plain}
   */
  public record Moment(
      String title, String detail, Optional<Instant> at, String gap, String tone) {}

  static List<Moment> of(
      RunDetail run, List<RunDetail.Entry> ledger, List<CallbackDelivery> deliveries) {
    var timeline = new Timeline(run);
    timeline.add("Accepted", "Checked, priced and durable", Optional.of(run.createdAt()), "plain");
    timeline.addMoney(ledger.stream().filter(entry -> entry.kind().equals("reserve")));
    run.events().forEach(timeline::add);
    timeline.addMoney(ledger.stream().filter(entry -> !entry.kind().equals("reserve")));
    timeline.addAttempts(deliveries);
    return timeline.moments;
  }

  private void add(RunDetail.Event event) {
    switch (event.event()) {
      case "queued" -> {
        Optional<Instant> again = event.at().filter(at -> !at.equals(run.createdAt()));
        boolean back = again.isPresent() || event.at().isEmpty();
        add(back ? "Back in the queue" : "In the queue", queued(event), again, "plain");
      }
      case "queue_position" -> add("In the queue", queued(event), Optional.empty(), "plain");
      case "dispatching" -> add("Handed over", "to " + run.provider(), event.at(), "plain");
      case "running" -> add("Running", "at " + run.provider(), event.at(), "plain");
      case "progress" ->
          add(
              "Progress",
              event.progress().map(percent -> percent + " %").orElse(""),
              Optional.empty(),
              "plain");
      case "call" -> add("Provider call", event.message().orElse(""), event.at(), "call");
      case "succeeded" -> {
        add("Stored", stored(), Optional.empty(), "plain");
        add("Succeeded", "", event.at(), "good");
      }
      case "failed" -> add("Failed", run.failureCode().orElse(""), event.at(), "bad");
      case "canceled" -> add("Cancelled", "", event.at(), "bad");
      default -> add(event.event(), "", event.at(), "plain");
    }
  }

  /** Files are in the storage before the run is called a success. */
  private String stored() {
    long bytes = run.files().stream().mapToLong(RunOutput.File::sizeBytes).sum();
    return "after a check, " + Amounts.bytes(bytes);
  }

  private static String queued(RunDetail.Event event) {
    return event.queuePosition().map(place -> "Place " + place + " in the queue").orElse("");
  }

  private void addMoney(Stream<RunDetail.Entry> entries) {
    entries
        .sorted(Comparator.comparing(RunDetail.Entry::createdAt))
        .forEach(
            entry -> {
              Optional<Instant> at = Optional.of(entry.createdAt());
              String amount = entry.amount().replace("-", "");
              switch (entry.kind()) {
                case "reserve" -> add("Reserved", "$" + amount, at, "money");
                case "settle" -> add("Settled", "$" + entry.cost().orElse(amount), at, "money");
                case "release" -> add("Released", "$" + amount, at, "money");
                default -> add(entry.kind(), "$" + entry.amount(), at, "money");
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
                    Optional.of(attempt.createdAt()),
                    attempt.taken() ? "good" : "bad"));
  }

  private void add(String title, String detail, Optional<Instant> at, String tone) {
    String gap = at.flatMap(now -> before.map(then -> gap(Duration.between(then, now)))).orElse("");
    before = at.or(() -> before);
    moments.add(new Moment(title, detail, at, gap, tone));
  }

  private static String gap(Duration since) {
    return since.isNegative() ? "+0 ms" : "+" + Amounts.time(since.toMillis());
  }
}
